// The site in a browser: one browser and one server for all of it.

import { after } from "node:test";

import { hands } from "./hands.mjs";
import { journeys } from "./journeys.mjs";
import { learn } from "./learn.mjs";
import { lists } from "./lists.mjs";
import { pages } from "./pages.mjs";
import { plain } from "./plain.mjs";
import { search } from "./search.mjs";
import { searchPage } from "./search-page.mjs";
import { open } from "./site.mjs";

const site = await open();
after(() => site.close());
pages(site);
search(site);
searchPage(site);
hands(site);
journeys(site);
learn(site);
lists(site);
plain(site);
