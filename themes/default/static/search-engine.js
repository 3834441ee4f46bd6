// Finds pages: loads the parts of the index that a query needs, and ranks what they hold.
//
// The index is plain scripts under static/search/ that call onusSearch(version, name, data); src/search of onus
// writes them, and says there what each one holds. No fetch and no module, so that a site works from a folder.
// Used by search.js: onusSearch.find(query), .texts(hits), .mark(text, words), .facets(), .called(facet).
(() => {
  "use strict";

  const place = (document.documentElement.dataset.root || "") + "static/search/";
  const ALIASES = { owner: "party", holder: "party", type: "kind" };
  const PHRASES_CHECKED = 300;
  // No word of a text is longer; three rows of edits of that length are all that comparing two words needs.
  const LONGEST = 48;
  const NOTHING = { numbers: [], weights: [] };
  // What a weight of an index's word is worth: half as much again where it is in the title or a name.
  const WORTH = Float64Array.from({ length: 32 }, (_, weight) => (weight & 15) / 15 + (weight & 16 ? 0.5 : 0));
  const ROWS = [0, 1, 2].map(() => new Uint8Array(LONGEST + 3));
  // Entries of this kind answer a question about a service and a duty; those of duties one about a duty alone, which
  // must be put as a question: "guest os" asks nothing.
  const ANSWERS = { kind: "answer", most: 3 };
  // What an entry gains whose name is the query as a whole: a page that says what to do stands above the glossary.
  const BONUS = { whole: 20, term: 4, subject: 20, variant: 60 };
  const AGENT = /ers?$/;
  // What matches less well than this is neither a name nor marked.
  const LEAST = 0.5;
  const QUESTION = /^\s*(?:who|whose|whom|what|which|is|are|do|does|must|should|can|how|when|where|why)\b|\?\s*$/i;
  let version = "";
  let newest = "";
  let parts = new Map();
  let index = null;

  // --- parts of the index ---

  const load = (name) => {
    if (!parts.has(name)) {
      const part = {};
      part.data = new Promise((resolve, reject) => Object.assign(part, { resolve, reject }));
      parts.set(name, part);
      const script = document.createElement("script");
      const wanted = name === "meta" ? newest : version;
      script.src = place + name + ".js" + (wanted && "?v=" + wanted);
      script.onerror = () => {
        parts.delete(name);
        part.reject(new Error("could not load " + script.src));
      };
      script.onload = () => script.remove();
      document.head.append(script);
    }
    return parts.get(name).data;
  };

  const receive = (from, name, data) => {
    const part = parts.get(name);
    if (!part) return;
    if (name === "meta") version = from;
    if (from === version) return part.resolve(data);
    newest = from;
    part.reject(new Stale());
  };

  // A part of a newer build came in: what was loaded before it is thrown away.
  class Stale extends Error {}

  const fresh = async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      parts = new Map();
      index = null;
      return work();
    }
  };

  const open = async () => {
    if (index) return index;
    const meta = await load("meta");
    const words = [];
    let before = "";
    for (const item of meta.words ? meta.words.split(" ") : []) {
      before = before.slice(0, digit(item.charCodeAt(0))) + item.slice(1);
      words.push(before);
    }
    let first = 0;
    const kinds = meta.kinds.map(([name, size]) => ({ name, first, end: (first += size) }));
    const kindAt = new Uint8Array(meta.entries);
    kinds.forEach((kind, at) => kindAt.fill(at, kind.first, kind.end));
    index = {
      ...meta, words, kinds, kindAt, stop: new Set(meta.stop.split(" ")), serves: new Set(meta.serves.split(" ")), masks: words.map(letters),
      lists: new Array(words.length), stems: new Array(words.length), weights: new Float64Array(words.length),
      sheets: [], haystacks: new Map(), meant: new Map(),
    };
    return index;
  };

  // How many of the first numbers below `high` pass.
  const bisect = (high, passes) => {
    let low = 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (passes(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const shardOf = (starts, at) => bisect(starts.length, (shard) => starts[shard] <= at) - 1;

  const digit = (code) => (code > 92 ? code - 36 : code - 35);

  // Loads the lists of the words with these numbers into index.lists.
  const ready = async (numbers) => {
    const missing = new Set();
    for (const number of numbers) if (index.lists[number] === undefined) missing.add(shardOf(index.t, number));
    await Promise.all([...missing].map(async (shard) => {
      const first = index.t[shard];
      (await load("t" + shard)).split(" ").forEach((list, at) => (index.lists[first + at] ??= list));
    }));
  };

  // The entries of a word, ascending, each shifted by six bits and with its weight in these; unpacked when first used.
  const listOf = (number) => {
    const list = index.lists[number];
    return typeof list === "string" ? (index.lists[number] = unpack(list)) : list;
  };

  const unpack = (list) => {
    const out = new Uint32Array(list.length >> 1);
    let count = 0;
    let entry = -1;
    for (let at = 0; at < list.length; ) {
      let value = 0;
      for (let shift = 0; ; shift += 5) {
        const next = digit(list.charCodeAt(at++));
        value |= (next & 31) << shift;
        if (next < 32) break;
      }
      entry += value + 1;
      out[count++] = (entry << 6) | digit(list.charCodeAt(at++));
    }
    return out.subarray(0, count);
  };

  const records = async (kind, entries) => {
    const shards = [...new Set(entries.filter((entry) => entry >= 0).map((entry) => shardOf(index[kind], entry)))];
    const data = new Map(await Promise.all(shards.map(async (shard) => [shard, await load(kind + shard)])));
    return entries.map((entry) => {
      const shard = shardOf(index[kind], entry);
      return data.get(shard)?.[entry - index[kind][shard]];
    });
  };

  // --- words: as src/search/token.rs splits a text ---

  const PLANE = "(?![\\u{10000}-\\u{10ffff}])";
  const WORD = PLANE + "[\\p{Alphabetic}\\p{N}\\u0300-\\u036f]";
  const RUN = new RegExp(`(?:${WORD})+`, "gu");
  const CHUNK = new RegExp(`(?:${WORD}|[.()_-])+`, "gu");
  const NOT_WORD = new RegExp(`^(?!${WORD}).$`, "u");
  const LIGATURES = { æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ß: "ss" };

  const fold = (text) =>
    text.toLowerCase()
      .replace(/[\u00df-\u017f]/g, (c) => LIGATURES[c] || c.normalize("NFD"))
      .replace(/[\u0300-\u036f]/g, "");

  const isId = (text) => /[0-9]/.test(text) && text.replace(RUN, "") !== "";

  const toId = (text) => {
    const folded = fold(text).replace(/\s+/g, "");
    return isId(folded) ? folded.replace(RUN, (run) => (/^0+\d/.test(run) && /^\d+$/.test(run) ? run.replace(/^0+(?=\d)/, "") : run)) : folded;
  };

  const trim = (chunk) => {
    let from = 0;
    while (from < chunk.length && NOT_WORD.test(chunk[from])) from++;
    let text = chunk.slice(from);
    while (text && NOT_WORD.test(text.at(-1))) {
      const opened = text.split("(").length;
      if (text.at(-1) === ")" && opened > 1 && opened === text.split(")").length) break;
      text = text.slice(0, -1);
    }
    return text;
  };

  const runs = (text) => (text.match(RUN) || []).map(fold);

  // English endings, so that "patches" and "patching" find "patch"; both sides of a comparison go through it.
  const stem = (word) => {
    if (word.length < 4 || /[^a-z]/.test(word)) return word.replace(/y$/, "i");
    let base = word;
    if (!/(?:ss|us|is)$/.test(word)) {
      const ending = ["ings", "ions", "ing", "ion", "ers", "ed", "er", "es", "e", "s"]
        .find((end) => word.endsWith(end) && word.length - end.length >= (end.length > 2 || /^e[dr]$/.test(end) ? 4 : 3));
      base = ending ? word.slice(0, -ending.length) : word;
    }
    return base.replace(/([bdfglmnprt])\1$/, "$1").replace(/y$/, "i");
  };

  // --- the words of the index that a word of the query stands for ---

  const lowerBound = (word) => bisect(index.words.length, (at) => index.words[at] < word);

  const has = (word) => index.words[lowerBound(word)] === word;

  // The words that begin with this, as numbers from and to; no word has a character as high as the last one here.
  const startingWith = (prefix) => [lowerBound(prefix), lowerBound(prefix + "\uffff")];

  const stemAt = (number) => (index.stems[number] ??= stem(index.words[number]));

  // Numbers of words of the index, and how well each matches, 1 at best. What is a word itself is not the start of another
  // one, unless it is still being typed, and "custom" does not mean "customer".
  const candidates = (word, exact, typing) => {
    const numbers = [];
    const add = (number, weight) => {
      if (!index.weights[number]) numbers.push(number);
      if (weight > index.weights[number]) index.weights[number] = weight;
    };
    const at = lowerBound(word);
    const there = index.words[at] === word;
    const less = there ? 0.5 : 1;
    if (there) add(at, 1);
    const base = stem(word);
    if (base.length >= 3) {
      const [from, to] = startingWith(base);
      for (let other = from; other < to; other++) {
        const text = index.words[other];
        if (stemAt(other) === base) there && AGENT.test(word) !== AGENT.test(text) || add(other, 0.85);
        else if (!exact && (typing || !there) && base.length >= 5 && text.length - base.length <= 6) add(other, 0.5 * less);
      }
      // "policies" and "policy" part before the end of their stem.
      for (const twin of [base, base.replace(/i$/, "y")]) {
        const other = lowerBound(twin);
        if (index.words[other] === twin && !index.weights[other]) add(other, 0.85);
      }
    }
    if (!exact && word.length >= 2 && (typing || !numbers.length)) {
      const [from, to] = startingWith(word);
      for (let other = from; other < to; other++) add(other, (0.5 + (0.35 * word.length) / index.words[other].length) * less);
    }
    const weights = numbers.map((number) => index.weights[number]);
    for (const number of numbers) index.weights[number] = 0;
    return { numbers, weights };
  };

  const only = (word) => (has(word) ? { numbers: [lowerBound(word)], weights: [1] } : NOTHING);

  // An id as a whole, and those that begin with it.
  const idsLike = (word) => {
    const [from, to] = startingWith(word);
    const numbers = Array.from({ length: to - from }, (_, at) => from + at);
    return { numbers, weights: numbers.map((number) => (index.words[number] === word ? 1 : 0.6)) };
  };

  // A bit for each letter: two words that differ in more letters than edits allow need no closer look.
  const letters = (word) => {
    let mask = 0;
    for (let at = 0; at < word.length; at++) mask |= 1 << (word.charCodeAt(at) & 31);
    return mask;
  };

  const bits = (mask) => {
    let count = 0;
    for (let rest = mask; rest; rest &= rest - 1) count++;
    return count;
  };

  // The words that a slip of the finger away: one edit, two in long words. While a word is typed, its start counts.
  // Of several, those are meant that begin alike and have the same letters.
  const misspelt = (word, typing) => {
    const near = [];
    if (word.length < 4 || word.length > LONGEST || /[0-9]/.test(word)) return NOTHING;
    const mask = letters(word);
    for (let limit = 1; limit <= (word.length >= 8 ? 2 : 1) && !near.length; limit++) {
      index.words.forEach((other, at) => {
        const start = typing && word.length >= 5 && other.length > word.length + limit;
        if (!start && Math.abs(other.length - word.length) > limit) return;
        const [lacks, adds] = [bits(mask & ~index.masks[at]), bits(index.masks[at] & ~mask)];
        if (lacks > limit || (!start && adds > limit)) return;
        if (other.length > LONGEST || /[0-9]/.test(other) || distance(word, other, limit, start) > limit) return;
        near.push([at, limit * 2 + (other[0] === word[0] ? 0 : 1) + (lacks || adds ? 1 : 0) + (start ? 1 : 0)]);
      });
    }
    const least = Math.min(...near.map(([, cost]) => cost));
    const meant = new Map();
    for (const [at, cost] of near.filter(([, cost]) => cost === least)) {
      const { numbers, weights } = candidates(index.words[at], true);
      numbers.forEach((other, one) => meant.set(other, Math.max(meant.get(other) || 0, weights[one] / cost)));
    }
    return { numbers: [...meant.keys()], weights: [...meant.values()] };
  };

  // The same word comes again with every key that is typed behind it.
  const remembered = (word, typing) => {
    const key = word + typing;
    if (!index.meant.has(key)) index.meant.set(key, misspelt(word, typing));
    return index.meant.get(key);
  };

  // Edits between two words, neighbours that changed places being one edit; with `start`, to the nearest start of `b`.
  const distance = (a, b, limit, start) => {
    const width = start ? Math.min(b.length, a.length + limit) : b.length;
    let [older, old, row] = ROWS;
    for (let j = 0; j <= width; j++) old[j] = j;
    for (let i = 1; i <= a.length; i++) {
      let least = (row[0] = i);
      for (let j = 1; j <= width; j++) {
        let cost = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, older[j - 2] + 1);
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > limit) return least;
      [older, old, row] = [old, row, older];
    }
    return start ? Math.min(...old.slice(a.length - limit, width + 1)) : old[width];
  };

  // --- the query ---

  // Splits a query into words, phrases, what to leave out, and facets.
  const parse = (text) => {
    const query = { words: [], not: [], facets: [], phrases: [] };
    const joined = text.replace(/(\p{N})\s+\((\p{L}|\p{N}+)\)/gu, "$1($2)");
    for (const match of joined.matchAll(/(-?)(?:([\p{L}-]+):)?(?:"([^"]*)"?|(\S+))/gu)) {
      const [, minus, given, phrase, chunk] = match;
      const facet = given && (ALIASES[given.toLowerCase()] || given.toLowerCase());
      if (facet && (facet === "kind" || index.facets.includes(facet))) {
        const values = (phrase ?? chunk).split(",").map((value) => fold(value.trim())).filter(Boolean);
        query.facets.push({ facet, values, minus: !!minus });
        continue;
      }
      const plain = (given ? given + ":" : "") + (phrase ?? chunk);
      if (phrase !== undefined) addPhrase(query, plain, !!minus);
      else if (minus) query.not.push(...wordsOf(plain));
      else query.words.push(...wordsOf(plain));
    }
    joinNumbers(query.words);
    // "which controls serve SI-2" asks for SI-2.
    const withId = query.words.some((word) => isId(word.id) && has(word.id));
    query.words = query.words.filter((word) => saysSomething(word) && !(withId && index.serves.has(word.id)));
    return query;
  };

  const addPhrase = (query, text, minus) => {
    const list = runs(text);
    if (list.length) query.phrases.push({ text, runs: list, minus });
  };

  // What was typed between two spaces: an id as a whole, or the words in it.
  const wordsOf = (text) => {
    const whole = toId(trim(text));
    const words = (text.match(CHUNK) || []).map(trim).filter(Boolean).map((chunk) => {
      const parts = runs(chunk).filter((part) => part.length > 1 && !index.stop.has(part));
      return { text: chunk, id: toId(chunk), parts, both: [] };
    });
    if (words.length !== 1 && has(whole)) return [{ text, id: whole, parts: words.flatMap((word) => word.parts), both: [] }];
    return words;
  };

  const saysSomething = (word) => word.parts.length > 0 || word.both.length > 0 || has(word.id);

  // "IAM 6" may be IAM.6 or IAM-6, as well as both words.
  const joinNumbers = (words) => {
    for (let at = 1; at < words.length; at++) {
      if (!/^\d/.test(words[at].text)) continue;
      const both = [words[at - 1], words[at]];
      const id = [".", "-", ""].map((joint) => toId(both[0].text + joint + both[1].text)).find(has);
      if (id) words.splice(at - 1, 2, { text: `${both[0].text} ${both[1].text}`, id, parts: [], both: both.every(saysSomething) ? both : [] });
    }
  };

  // --- scores ---

  // A sheet has a score and marks for every entry, and lists the entries that have any. Sheets are used again and again:
  // a prefix may touch every entry, and room for all of them is dear to make anew for every word.
  const sheet = () => {
    const { sheets, entries } = index;
    return sheets.pop() || { scores: new Float32Array(entries), marks: new Uint8Array(entries), touched: new Uint32Array(entries), count: 0, sheets };
  };

  const giveBack = (one) => {
    keep(one, () => false);
    one.sheets.push(one);
  };

  // Takes entries off a sheet.
  const keep = (one, wanted) => {
    const { scores, marks, touched } = one;
    let kept = 0;
    for (let at = 0; at < one.count; at++) {
      const entry = touched[at];
      if (wanted(entry)) touched[kept++] = entry;
      else scores[entry] = marks[entry] = 0;
    }
    one.count = kept;
  };

  // The entries of some words of the index, with how well they match; marked are names (1) and whole ids (2).
  const gather = async ({ numbers, weights }) => {
    await ready(numbers);
    const one = sheet();
    numbers.forEach((number, at) => put(one, listOf(number), weights[at]));
    return one;
  };

  const put = (one, list, weight) => {
    const { scores, marks, touched } = one;
    const shown = weight === 1 ? 3 : +(weight >= LEAST);
    for (let at = 0; at < list.length; at++) {
      const entry = list[at] >>> 6;
      const score = weight * WORTH[list[at] & 31];
      if (!scores[entry]) touched[one.count++] = entry;
      if (score > scores[entry]) scores[entry] = score;
      marks[entry] |= (list[at] >> 4) & shown;
    }
  };

  // One word of the query against the index: a sheet, and the words of the index that were looked up.
  const match = async (word, typing) => {
    const ids = isId(word.id) || word.parts.length !== 1 ? idsLike(word.id) : NOTHING;
    const withId = ids.numbers.length > 0;
    if (withId && !word.both.length && (isId(word.id) || !word.parts.length)) return { sheet: await gather(ids), terms: [ids] };
    const matches = await Promise.all(word.both.map((one) => match(one, typing)));
    const sheets = matches.map((one) => one.sheet);
    const terms = [ids, ...matches.flatMap((one) => one.terms)];
    let guessed = matches.some((one) => one.guessed);
    for (const part of word.parts) {
      let found = candidates(part, isId(word.id), typing);
      if (!found.numbers.length) {
        found = remembered(part, typing);
        guessed = guessed || found.numbers.length > 0;
      }
      terms.push(found);
      sheets.push(await gather(found));
    }
    if (withId) sheets.push(await gather(ids));
    return { sheet: combine(sheets, withId), terms, guessed };
  };

  // All parts of a word must match, or (where it is one) its id as a whole, which comes last.
  const combine = (sheets, withId) => {
    if (sheets.length < 2) return sheets[0] || sheet();
    const whole = withId ? sheets.pop() : null;
    const [out, ...others] = sheets;
    keep(out, (entry) => others.every((one) => one.scores[entry]));
    for (let at = 0; at < out.count; at++) {
      const entry = out.touched[at];
      let sum = out.scores[entry];
      let marks = out.marks[entry] & 1;
      for (const one of others) {
        sum += one.scores[entry];
        marks &= one.marks[entry];
      }
      out.scores[entry] = sum / sheets.length;
      out.marks[entry] = marks;
    }
    for (let at = 0; whole && at < whole.count; at++) {
      const entry = whole.touched[at];
      if (!out.scores[entry]) out.touched[out.count++] = entry;
      out.scores[entry] = Math.max(out.scores[entry], whole.scores[entry]);
      out.marks[entry] |= whole.marks[entry];
    }
    [...others, whole].forEach((one) => one && giveBack(one));
    return out;
  };

  // Which entries the facets of a query leave; null where it names none.
  const allowed = async (facets) => {
    if (!facets.length) return { mask: null, unknown: [], meant: [] };
    const named = facets.some((one) => one.facet !== "kind") ? await load("facets") : {};
    const mask = new Uint8Array(index.entries).fill(1);
    const unknown = [];
    const meant = [];
    const byFacet = new Map();
    for (const one of facets) {
      const key = one.facet + (one.minus ? "-" : "");
      byFacet.set(key, { ...one, values: [...(byFacet.get(key)?.values || []), ...one.values] });
    }
    for (const { facet, values, minus } of byFacet.values()) {
      const inside = new Uint8Array(index.entries);
      const all = values.map((value) => fill(inside, facet, value, named));
      values.forEach((value, at) => all[at].length || unknown.push(`${facet}:${value}`));
      meant.push({ facet, minus, names: [...new Set(all.flat())] });
      for (let at = 0; at < mask.length; at++) mask[at] &= minus ? 1 - inside[at] : inside[at];
    }
    return { mask, unknown, meant };
  };

  // The values that are meant, by id, name, start or part of it; their entries are let in.
  const fill = (inside, facet, value, named) => {
    if (facet === "kind") {
      const kinds = index.kinds.filter((kind) => kind.name === value || kind.name + "s" === value || (value.length > 2 && kind.name.startsWith(value)));
      kinds.forEach((kind) => inside.fill(1, kind.first, kind.end));
      return kinds.map((kind) => kind.name);
    }
    const all = Object.entries(named[facet] || {}).map(([id, [list, name]]) => ({ id, list, known: [fold(id), fold(name)] }));
    const near = [(name) => name === value, (name) => name.startsWith(value), (name) => name.includes(value)];
    const meant = near.map((test) => all.filter(({ known }) => known.some(test))).find((list) => list.length) || [];
    for (const { list } of meant) for (const item of unpack(list)) inside[item >>> 6] = 1;
    return meant.map(({ id }) => id);
  };

  // --- an answer ---

  // Finds what a query asks for: {answers, groups: [{kind, total, found, hits}], total, words, facets, notes}. At most `most`
  // of a kind, or as many as `wide` says of it; those with some of the words only where that asks for more than have all.
  const find = (text, most, wide = {}) => fresh(async () => {
    await open();
    const query = parse(text);
    const { mask, unknown, meant } = await allowed(query.facets);
    const phrases = query.phrases.filter((phrase) => !phrase.minus);
    const asked = [
      ...query.words.map((word) => ({ ...word, exact: false })),
      ...phrases.flatMap((phrase) => phrase.runs.filter((run) => run.length > 1 && !index.stop.has(run))
        .map((run) => ({ text: run, id: run, parts: [run], exact: true }))),
    ].slice(0, 24);
    const typing = !/[\s"]$/.test(text);
    const found = await Promise.all(asked.map(async (word, at) => {
      if (!word.exact) return match(word, typing && at === query.words.length - 1);
      const terms = only(word.id);
      return { sheet: await gather(terms), terms: [terms] };
    }));
    const out = await withoutWords(query.not, mask);
    const whole = await wholeIds(query.words);
    const told = query.words.length > 1 && !query.facets.length && !query.not.length ? await answersTo(text, whole) : [];
    const ranked = rank(found, out, whole);
    await keepPhrases(ranked, query.phrases);
    const wanted = !asked.length || query.facets.some((one) => one.facet === "kind" && one.values.some((value) => ANSWERS.kind.startsWith(value)));
    const result = present({ ranked, told, wanted, most: most || index.limit, wide });
    for (const hit of result.groups.flatMap((group) => group.hits)) {
      hit.missing = asked.filter((word, at) => !found[at].sheet.scores[hit.entry]).map((word) => word.text);
    }
    result.words = found.map(({ terms, guessed }, at) => ({ text: guessed ? near(terms)[0] : asked[at].text, terms: wordsIn(terms, guessed) }));
    result.facets = meant;
    result.notes = notes(asked, found, unknown);
    [ranked, ...found].forEach((one) => giveBack(one.sheet));
    return result;
  });

  // The words that were looked up; asked for when results are shown.
  const wordsIn = (terms, guessed) => {
    const { words } = index;
    let all = null;
    const meant = ({ numbers, weights }) => numbers.filter((_, at) => guessed || weights[at] >= LEAST).map((number) => words[number]);
    return { has: (word) => (all ||= new Set(terms.flatMap(meant))).has(word) };
  };

  // What answers a question, best first: which subject and which topics it is about, as src/search/ask.rs says.
  // What is nothing but a name of a subject is added to `whole`.
  const answersTo = async (text, whole) => {
    const ask = await load("ask");
    if (!ask.stop) prepare(ask);
    const sides = comparedIn(ask, text);
    if (sides.length) return [await comparison(ask, sides)];
    const words = [...new Set(runs(text).filter((word) => word.length > 1 && !index.stop.has(word)).map(stem))];
    const { subject, named } = subjectOf(ask, new Set(words));
    const topics = topicsOf(ask, words.filter((word) => !named.includes(word) && !ask.stop.has(word)), subject);
    if (subject >= 0 && words.every((word) => ask.noVendors.has(word) || named.includes(word))) {
      whole.set(ask.subjects[subject][3], ask.subjects[subject][1] < 0 ? BONUS.subject : BONUS.variant);
    }
    if (!topics.length || (subject < 0 && !QUESTION.test(text))) return [];
    if (subject < 0) return [hitOf(ask.duty + topics[0])];
    const moved = ask.subjects.flatMap(([, base, marks], at) => (base === subject && marks[topics[0]] === "2" ? [at] : []));
    return [...topics.map((topic) => [subject, topic]), ...moved.map((at) => [at, topics[0]])].map(([at, topic]) => hitOf(answerEntry(ask, at, topic)));
  };

  const hitOf = (entry) => ({ entry, full: true, score: 0, missing: [] });

  // The subjects that a question wants side by side, as src/search/beside.rs says.
  const comparedIn = (ask, text) => {
    const found = [];
    const wish = (word) => ask.compare.includes(stem(word));
    const words = runs(text);
    if (!words.some(wish) || words.includes("checklist")) return found;
    const sides = [[]];
    for (const word of words) {
      if (ask.between.includes(word)) sides.push([]);
      else if (!wish(word)) sides.at(-1).push(stem(word));
    }
    for (let left of sides) {
      for (let least = Number.EPSILON, one; (one = nearest(ask, left, found[0], least)); least = 1) {
        left = left.filter((word) => !one.words.includes(word));
        if (!found.includes(one.subject)) found.push(one.subject);
      }
    }
    return found.length > 1 ? found.slice(0, 3) : [];
  };

  const nearest = (ask, words, kin, least) => {
    const family = (at) => (ask.subjects[at]?.[1] < 0 ? at : ask.subjects[at]?.[1]);
    let best = null;
    for (const one of ask.names) {
      const has = one.words.filter((word) => words.includes(word)).length;
      const worth = has - ask.lacks * (one.words.length - has);
      const akin = family(kin) === family(one.subject);
      if (worth >= least && (!best || worth > best.worth || (worth === best.worth && akin > best.akin))) best = { ...one, worth, akin };
    }
    return best;
  };

  // The page of a pair, or else that of any comparison with these picked.
  const comparison = async (ask, sides) => {
    const [a, b] = [...sides].sort((one, other) => one - other);
    const at = sides.length > 2 ? -1 : unpack(ask.subjects[a][6]).findIndex((item) => item >>> 6 === b);
    if (at >= 0) return hitOf(ask.subjects[a][5] + at);
    const places = await records("d", sides.map((side) => ask.subjects[side][3]));
    const picked = places.map(([url], side) => "abc"[side] + "=" + url.slice(9).replace(/\.html(#variant-)?/, (_, variant) => (variant ? "/" : "")));
    return {
      ...hitOf(-1), kind: "compare", url: "compare/index.html?" + picked.join("&"), title: places.map(([, title]) => title).join(" and "),
      text: "\tshared\tCompare\tWhat changes hands between them.",
    };
  };

  // What is looked up for every question: names by their first word, and topics by each of theirs.
  const prepare = (ask) => {
    const into = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
    ask.byWord = new Map();
    ask.names = ask.subjects.flatMap(([names], subject) => names.map((name) => ({ subject, words: name.split(" ") })));
    for (const one of ask.names) into(ask.byWord, one.words[0], one);
    ask.phrases = ask.topics.map((topic) => topic.map((phrase) => phrase.split(" ")));
    ask.with = new Map();
    ask.phrases.forEach((topic, at) => new Set(topic.flat()).forEach((word) => into(ask.with, word, at)));
    ask.stop = new Set(ask.noise);
    ask.noVendors = new Set(ask.vendors);
  };

  // The subject with the longest name of which every word is in the question; of equally long ones the first.
  const subjectOf = (ask, words) => {
    let best = { subject: -1, named: [] };
    for (const word of words) {
      for (const { subject, words: named } of ask.byWord.get(word) || []) {
        const longer = named.length > best.named.length || (named.length === best.named.length && subject < best.subject);
        if (longer && named.every((one) => words.has(one))) best = { subject, named };
      }
    }
    return best;
  };

  const topicsOf = (ask, rest, subject) => {
    const count = ask.phrases.length;
    const weight = (word) => Math.log(1 + count / (ask.with.get(word)?.length || 1)) / (ask.with.has(word) ? 1 : 2);
    const weights = new Map(rest.map((word) => [word, weight(word)]));
    const sum = (list) => list.reduce((all, word) => all + weights.get(word), 0);
    const hit = (words) => rest.filter((word) => words.includes(word));
    const least = sum(rest.filter((word) => !ask.noVendors.has(word))) * ask.enough[subject < 0 ? 1 : 0] - 1e-9;
    const worth = (phrase) => {
      const own = hit(phrase);
      const fits = own.length && (subject >= 0 || own.length >= Math.min(2, phrase.length));
      return fits ? sum(own) * (0.75 + (0.25 * own.length) / phrase.length) : 0;
    };
    const near = new Set(rest.flatMap((word) => ask.with.get(word) || []));
    let scored = [...near].flatMap((at) => {
      const score = Math.max(0, ...ask.phrases[at].map(worth));
      const hits = rest.filter((word) => ask.with.get(word)?.includes(at));
      return score > 0 && hits.some((word) => !ask.noVendors.has(word)) && sum(hits) >= least ? [[score, at]] : [];
    });
    const present = scored.filter(([, topic]) => subject < 0 || markOf(ask, subject, topic) !== "-");
    scored = (present.length ? present : scored).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    return scored.filter(([score]) => score >= scored[0][0] * ask.nearly).slice(0, ask.most).map(([, topic]) => topic);
  };

  const markOf = (ask, subject, topic) => {
    const [, base, marks] = ask.subjects[subject];
    return marks[topic] === "0" && base >= 0 ? ask.subjects[base][2][topic] : marks[topic];
  };

  // Answers are numbered subject by subject; what a variant does not say itself, its service says.
  const answerEntry = (ask, subject, topic) => {
    const [, base, marks, , first] = ask.subjects[subject];
    return marks[topic] === "0" && base >= 0 ? answerEntry(ask, base, topic) : first + marks.slice(0, topic).replaceAll("0", "").length;
  };

  // Entries with a word that was refused are taken out of what the facets leave.
  const withoutWords = async (not, mask) => {
    if (!not.length) return mask;
    const left = mask || new Uint8Array(index.entries).fill(1);
    for (const word of not) {
      for (const terms of [only(word.id), word.parts.length === 1 ? candidates(word.parts[0], true) : NOTHING]) {
        const one = await gather(terms);
        for (const entry of one.touched.subarray(0, one.count)) left[entry] = 0;
        giveBack(one);
      }
    }
    return left;
  };

  // Entries whose id is the query as a whole: "guest os" is guest-os.
  const wholeIds = async (words) => {
    const texts = words.map((word) => fold(word.text));
    const joined = texts.length > 1 ? [texts.join("-"), texts.join("")] : [];
    const numbers = joined.filter(has).map(lowerBound);
    const one = await gather({ numbers, weights: numbers.map(() => 1) });
    const whole = new Map();
    for (const entry of one.touched.subarray(0, one.count)) {
      if (one.marks[entry] & 2) whole.set(entry, kindOf(entry).name === "term" ? BONUS.term : BONUS.whole);
    }
    giveBack(one);
    return whole;
  };

  // Adds up the words, and keeps what matches: a sheet on which an entry's mark says how many words it has, and what
  // makes the rest of a score. All words before some words, and some words only where few entries have all.
  const rank = (found, mask, whole) => {
    const one = sheet();
    const { scores, marks, touched } = one;
    for (const { sheet: own } of found) {
      const rarity = Math.log(1 + (index.entries - own.count + 0.5) / (own.count + 0.5));
      for (let at = 0; at < own.count; at++) {
        const entry = own.touched[at];
        if (!marks[entry]) touched[one.count++] = entry;
        scores[entry] += rarity * own.scores[entry] + (own.marks[entry] & 2 ? 20 : 0);
        marks[entry] += 1;
      }
    }
    if (found.length && mask) keep(one, (entry) => mask[entry]);
    if (!found.length && mask) for (let entry = 0; entry < mask.length; entry++) if (mask[entry]) touched[one.count++] = entry;
    let full = 0;
    for (let at = 0; at < one.count; at++) if (marks[touched[at]] === found.length) full += 1;
    if (full >= 10) keep(one, (entry) => marks[entry] === found.length);
    const named = (entry) => found.length > 0 && found.every(({ sheet: own }) => own.marks[entry] & 1);
    return {
      sheet: one,
      full: (entry) => marks[entry] === found.length,
      score: (entry) => scores[entry] * (marks[entry] === found.length && named(entry) ? 1.4 : 1) + (whole.size ? whole.get(entry) || 0 : 0),
    };
  };

  const order = (a, b) => b.full - a.full || b.score - a.score || a.entry - b.entry;

  // Puts an entry among the best so far, best first, where it belongs there.
  const enter = (best, most, entry, ranked) => {
    const hit = { entry, full: ranked.full(entry), score: ranked.score(entry) };
    if (best.length === most && order(hit, best[most - 1]) >= 0) return;
    let place = best.length;
    while (place > 0 && order(hit, best[place - 1]) < 0) place--;
    best.splice(place, 0, hit);
    if (best.length > most) best.pop();
  };

  // Looks phrases up in the texts themselves, best entries first, until enough have them.
  const keepPhrases = async (ranked, phrases) => {
    if (!phrases.length) return;
    const one = ranked.sheet;
    const long = phrases.filter((phrase) => phrase.minus || phrase.runs.length > 1);
    keep(one, ranked.full);
    if (!long.length) return;
    const best = [];
    for (let at = 0; at < one.count; at++) enter(best, PHRASES_CHECKED, one.touched[at], ranked);
    const entries = best.map((hit) => hit.entry);
    const [titles, texts] = await Promise.all([records("d", entries), records("x", entries)]);
    const haystack = (entry, at) => {
      if (!index.haystacks.has(entry)) index.haystacks.set(entry, ` ${runs(titles[at][1] + "\n" + texts[at]).join(" ")} `);
      return index.haystacks.get(entry);
    };
    const kept = entries.filter((entry, at) => long.every((phrase) => haystack(entry, at).includes(` ${phrase.runs.join(" ")} `) !== phrase.minus));
    keep(one, (entry) => kept.includes(entry));
  };

  // `told` is what answers a question; `wanted` says that the query asks for that kind by name.
  const present = ({ ranked, told, wanted, most, wide }) => {
    const { touched, count } = ranked.sheet;
    const answers = told.slice(0, ANSWERS.most);
    const above = new Set(answers.map((hit) => hit.entry));
    const all = index.kinds.map((kind) => ({ kind: kind.name, most: wide[kind.name] || most, found: 0, full: 0, hits: [] }));
    for (let at = 0; at < count; at++) {
      const entry = touched[at];
      const group = all[index.kindAt[entry]];
      if ((group.kind === ANSWERS.kind && !wanted) || above.has(entry)) continue;
      group.found += 1;
      if (ranked.full(entry)) group.full += 1;
      enter(group.hits, group.most, entry, ranked);
    }
    const groups = all.filter((group) => group.found).map(({ kind, found, full, hits }) => {
      const total = full && !(wide[kind] > full) ? full : found;
      return { kind, found, total, hits: hits.slice(0, total) };
    });
    groups.sort((a, b) => order(a.hits[0], b.hits[0]));
    return { answers, groups, total: Math.max(answers.length, groups.reduce((sum, group) => sum + group.total, 0)) };
  };

  const kindOf = (entry) => index.kinds[index.kindAt[entry]];

  // The words that a misspelt one may mean, best first.
  const near = (terms) => {
    const weighed = new Map(terms.flatMap(({ numbers, weights }) => numbers.map((number, one) => [number, weights[one]])));
    return [...weighed].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([number]) => index.words[number]);
  };

  const notes = (asked, found, unknown) => {
    const list = unknown.map((name) => `Nothing is filed under “${name}”.`);
    found.forEach(({ terms, guessed }, at) => {
      if (guessed) list.push(`No page has “${asked[at].text}”; these have “${near(terms).join("”, “")}”.`);
      else if (terms.every(({ numbers }) => !numbers.length)) list.push(`No page has “${asked[at].text}”.`);
    });
    return list;
  };

  // --- what a result shows ---

  // Addresses and titles of hits.
  const describe = (hits) => fresh(async () => {
    await open();
    const found = await records("d", hits.map((hit) => hit.entry));
    return hits.map((hit, at) => (hit.url ? hit : { ...hit, url: found[at][0], title: found[at][1], kind: kindOf(hit.entry).name }));
  });

  // The texts of hits, to show the words that were found in them, and their cards: [chip, word, why, name and address of the source].
  const texts = (hits) => fresh(async () => {
    await open();
    const found = await records("x", hits.map((hit) => hit.entry));
    return hits.map((hit, at) => {
      const [text, ...card] = (hit.text ?? found[at]).split("\t");
      return { text, card };
    });
  });

  // Splits a text into pieces: {text, word}, where `word` is the number of the word of the query that it matches, or -1.
  const mark = (text, words) => {
    const pieces = [];
    let done = 0;
    const add = (from, to, word) => {
      if (from > done) pieces.push({ text: text.slice(done, from), word: -1 });
      pieces.push({ text: text.slice(from, to), word });
      done = to;
    };
    const which = (term) => words.findIndex((word) => word.terms.has(term));
    for (const chunk of text.matchAll(CHUNK)) {
      const inner = trim(chunk[0]);
      const start = chunk.index + chunk[0].indexOf(inner);
      const whole = inner && which(toId(inner));
      if (inner && whole >= 0) {
        add(start, start + inner.length, whole);
        continue;
      }
      for (const run of inner.matchAll(RUN)) {
        const word = which(fold(run[0]));
        if (word >= 0) add(start + run.index, start + run.index + run[0].length, word);
      }
    }
    if (done < text.length) pieces.push({ text: text.slice(done), word: -1 });
    return pieces;
  };

  // The line of a text with the most words of the query, or else its first line, cut to about `length`, as pieces.
  // A sentence says more than the ids and names that stand before it, and a line that is the title again says nothing.
  const excerpt = ({ text, title }, words, length) => {
    let bestLine = [];
    let most = -1;
    text.split("\n").forEach((line, at) => {
      const pieces = mark(line, words);
      const count = new Set(pieces.map((piece) => piece.word).filter((word) => word >= 0)).size;
      const plain = at === 0 || line === title;
      const worth = count ? count * (plain ? 300 : 1000) + Math.min(line.length, 80) : +(!plain && most < 0);
      if (worth > most && line) [bestLine, most] = [pieces, worth];
    });
    const first = Math.max(0, bestLine.findIndex((piece) => piece.word >= 0));
    const before = bestLine[first - 1];
    if (before && before.text.length > length / 3) {
      const cut = before.text.slice(-Math.floor(length / 3));
      bestLine = [{ text: "… " + cut.slice(cut.indexOf(" ") + 1), word: -1 }, ...bestLine.slice(first)];
    }
    let left = length;
    const shown = [];
    for (const piece of bestLine) {
      if (piece.text.length > left) {
        const cut = piece.text.slice(0, left);
        shown.push({ text: cut.slice(0, cut.lastIndexOf(" ") + 1 || left).trimEnd() + " …", word: piece.word });
        break;
      }
      shown.push(piece);
      left -= piece.text.length;
    }
    return shown;
  };

  // What a facet may be called in a query.
  const called = (facet) => [facet, ...Object.keys(ALIASES).filter((name) => ALIASES[name] === facet)];

  window.onusSearch = Object.assign(receive, { open: () => fresh(open), find, describe, texts, mark, excerpt, called, facets: () => fresh(async () => (await open(), load("facets"))) });
})();
