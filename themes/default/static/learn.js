// What pages of paths do beyond showing. Loaded deferred, on those pages alone. Nothing leaves the browser.
//
//   [data-path=STEM]           the page of a path: ticks of [data-module], and [data-record] with its tools
//   [data-lesson=ID][data-path] a box that says "read"
//   [data-round=STEM]          form[data-ask=ID][data-form][data-right]: checks, counts, weak spots in [data-result]
//   [data-practice=STEM]       form[data-drill] with [data-duty][data-right]: checks; a duty can be dragged to a side
//   [data-deck]                slides: arrow keys, Page up and down, Home, End
(() => {
  "use strict";

  const all = (selector, inside) => [...(inside || document).querySelectorAll(selector)];
  const one = (selector, inside) => (inside || document).querySelector(selector);

  const make = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };

  const today = () => {
    const now = new Date();
    return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
  };

  // Storage may be full, off, or refused for a folder on disk; then progress lasts as long as the page.
  const keep = (stem) => {
    const key = `onus:learn:${stem}`;
    let state = {};
    try {
      state = JSON.parse(localStorage.getItem(key)) || {};
    } catch {
    }
    for (const part of ["read", "answers", "drills"]) if (!state[part] || typeof state[part] !== "object") state[part] = {};
    const save = () => {
      try {
        localStorage.setItem(key, JSON.stringify(state));
      } catch {
      }
    };
    return { state, save };
  };

  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  // --- a question round ---

  const chosen = (form) => {
    const boxes = all("input", form);
    if (boxes.length) return boxes.filter((box) => box.checked).map((box) => box.value);
    return all("select", form).map((select) => select.value);
  };

  const isAnswered = (form, answer) => (form.dataset.form === "order" || form.dataset.form === "match" ? !answer.includes("") : answer.length > 0);

  const judge = (form, answer) => {
    const right = form.dataset.right.split(" ").filter(Boolean);
    const good = answer.join(" ") === right.join(" ");
    form.classList.toggle("right", good);
    form.classList.toggle("wrong", !good);
    one("[data-verdict]", form).textContent = good ? "Right." : "Not right.";
    all("label", form).forEach((label, at) => {
      all("b", label).forEach((old) => old.remove());
      label.classList.remove("good", "bad");
      if (label.classList.contains("option")) {
        const picked = answer.includes(String(at));
        const wanted = right.includes(String(at));
        if (wanted || picked) label.classList.add(wanted ? "good" : "bad");
        if (wanted) label.append(make("b", {}, picked ? "✓ right" : "✓ this one"));
        else if (picked) label.append(make("b", {}, "✗ wrong"));
      } else {
        const fits = answer[at] === right[at];
        label.classList.add(fits ? "good" : "bad");
        label.append(make("b", {}, fits ? "✓" : "✗"));
      }
    });
    one(".key", form).open = true;
    return good;
  };

  const restore = (form, answer) => {
    const boxes = all("input", form);
    if (boxes.length) boxes.forEach((box) => (box.checked = answer.includes(box.value)));
    else all("select", form).forEach((select, at) => (select.value = answer[at] ?? ""));
  };

  const round = (place) => {
    const { state, save } = keep(place.dataset.round);
    const forms = all("form[data-ask]", place);
    const show = () => {
      const done = forms.filter((form) => state.answers[form.dataset.ask]);
      const right = done.filter((form) => state.answers[form.dataset.ask].right);
      const score = `${right.length} right of ${done.length} answered, ${forms.length - done.length} to go`;
      one("[data-score]").textContent = done.length ? score : "";
      one("[data-result-score]").textContent = done.length ? `${score}.` : "You have not answered a question yet.";
      one("[data-result-weak]").replaceChildren(...weak(done.filter((form) => !right.includes(form))));
    };
    for (const form of forms) {
      const known = state.answers[form.dataset.ask];
      if (known && Array.isArray(known.given)) {
        restore(form, known.given);
        judge(form, known.given);
        one(".key", form).open = false;
      }
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const answer = chosen(form);
        if (!isAnswered(form, answer)) {
          one("[data-verdict]", form).textContent = "Choose an answer first.";
          return;
        }
        const good = judge(form, answer);
        state.answers[form.dataset.ask] = { given: answer, right: good, on: today(), subject: form.dataset.subject };
        state.asked = forms.length;
        save();
        show();
      });
    }
    one("[data-round-clear]").addEventListener("click", () => {
      state.answers = {};
      save();
      for (const form of forms) {
        form.reset();
        form.classList.remove("right", "wrong");
        one("[data-verdict]", form).textContent = "";
        one(".key", form).open = false;
        all(".good, .bad", form).forEach((label) => label.classList.remove("good", "bad"));
        all("label b", form).forEach((mark) => mark.remove());
      }
      show();
      forms[0].scrollIntoView();
      one("input, select", forms[0]).focus();
    });
    show();
  };

  // What was answered wrongly, by subject, with what to read about it.
  const weak = (wrong) => {
    if (!wrong.length) return [];
    const subjects = new Map();
    for (const form of wrong) subjects.set(form.dataset.subject, [...(subjects.get(form.dataset.subject) || []), form]);
    const list = make("ul");
    for (const [subject, forms] of subjects) {
      const links = new Map(forms.flatMap((form) => all(".key .note a", form)).map((link) => [link.href, link.textContent]));
      const item = make("li", {}, make("b", {}, subject), `: ${plural(forms.length, "question")} (`);
      forms.forEach((form, at) => item.append(at ? ", " : "", make("a", { href: `#${form.id}` }, one(".number", form).textContent)));
      item.append(")");
      if (links.size) item.append(". Read ");
      [...links].forEach(([href, text], at) => item.append(at ? ", " : "", make("a", { href }, text)));
      list.append(item);
    }
    return [make("h3", {}, "Weak spots"), list];
  };

  // --- draw the line ---

  const practice = (place) => {
    const { state, save } = keep(place.dataset.practice);
    for (const form of all("form[data-drill]", place)) {
      const lanes = all("[data-duty]", form);
      const side = (lane) => one("input:checked", lane)?.value || "";
      const known = state.drills[form.dataset.drill];
      if (known && known.given) {
        for (const lane of lanes) {
          const box = one(`input[value="${known.given[lane.dataset.duty]}"]`, lane);
          if (box) box.checked = true;
        }
      }
      lanes.forEach((lane) => drag(lane));
      form.addEventListener("change", () => {
        form.classList.remove("told");
        one("[data-verdict]", form).textContent = "";
        for (const lane of lanes) {
          lane.classList.remove("right", "wrong");
          all("b", lane).forEach((old) => old.remove());
        }
      });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const open = lanes.filter((lane) => !side(lane));
        if (open.length) {
          one("[data-verdict]", form).textContent = `${plural(open.length, "duty").replace(/dutys$/, "duties")} to place first.`;
          one("input", open[0]).focus();
          return;
        }
        let right = 0;
        for (const lane of lanes) {
          const good = side(lane) === lane.dataset.right;
          right += good ? 1 : 0;
          lane.classList.toggle("right", good);
          lane.classList.toggle("wrong", !good);
          all("b", lane).forEach((old) => old.remove());
          const word = one(`label.${lane.dataset.right} span`, lane).textContent;
          lane.append(make("b", {}, good ? "✓ right" : `✗ it is ${word}`));
        }
        form.classList.add("told");
        one(".key", form).open = true;
        one("[data-verdict]", form).textContent = `${right} of ${lanes.length} are right.`;
        state.drills[form.dataset.drill] = { right, of: lanes.length, on: today(), given: Object.fromEntries(lanes.map((lane) => [lane.dataset.duty, side(lane)])) };
        save();
      });
    }
  };

  // A duty that is dragged far enough goes to that side.
  const drag = (lane) => {
    const card = one(".duty", lane);
    let from = null;
    card.addEventListener("pointerdown", (event) => {
      from = event.clientX;
      card.setPointerCapture(event.pointerId);
    });
    const end = (event) => {
      if (from === null) return;
      const way = event.clientX - from;
      from = null;
      if (Math.abs(way) < 30) return;
      const box = one(`input[value=${way < 0 ? "provider" : "customer"}]`, lane);
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    };
    card.addEventListener("pointerup", end);
    card.addEventListener("pointercancel", () => (from = null));
  };

  // --- a path, its modules and its record ---

  const tick = (id, { state, save }, changed) => {
    const box = make("input", { type: "checkbox" });
    box.checked = Boolean(state.read[id]);
    box.addEventListener("change", () => {
      if (box.checked) state.read[id] = today();
      else delete state.read[id];
      save();
      changed();
    });
    return box;
  };

  const lesson = (place) => {
    const kept = keep(place.dataset.path);
    const old = one("input", place);
    old.replaceWith(tick(place.dataset.lesson, kept, () => {}));
  };

  const sum = (kept) => {
    const answers = Object.values(kept.state.answers);
    return { right: answers.filter((answer) => answer.right).length, answered: answers.length };
  };

  const path = (place) => {
    const kept = keep(place.dataset.path);
    const modules = all("[data-module]", place);
    const show = () => {
      modules.forEach((module) => module.classList.toggle("read", Boolean(kept.state.read[module.dataset.module])));
      const { right, answered } = sum(kept);
      const rounds = one("[data-round-done]", place);
      if (rounds && answered) rounds.textContent = `${right} right of ${answered} answered`;
      const drills = one("[data-drills-done]", place);
      const done = Object.values(kept.state.drills);
      if (drills && done.length) drills.textContent = `${plural(done.length, "round")} done`;
      one("[data-record-sheet]", place).replaceChildren(...sheet());
    };
    const title = (module) => one("a", module).textContent;
    const sheet = () => {
      const rows = [["Path", place.dataset.title], ["Read", `${modules.filter((module) => kept.state.read[module.dataset.module]).length} of ${modules.length} modules`]];
      for (const [name, drill] of Object.entries(kept.state.drills)) rows.push([`Draw the line: ${name}`, `${drill.right} of ${drill.of}, on ${drill.on}`]);
      const { right, answered } = sum(kept);
      rows.push(["Questions", answered ? `${right} right of ${answered} answered` : "none answered yet"]);
      const subjects = [...new Set(Object.values(kept.state.answers).filter((answer) => !answer.right).map((answer) => answer.subject))];
      if (subjects.length) rows.push(["Weak spots", subjects.join(", ")]);
      const body = make("tbody");
      for (const [name, value] of rows) body.append(make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, value)));
      return [make("table", {}, body)];
    };
    for (const module of modules) module.append(make("label", {}, tick(module.dataset.module, kept, show), " read"));
    const name = one("[data-record-name]", place);
    name.value = kept.state.name || "";
    name.addEventListener("input", () => {
      kept.state.name = name.value;
      kept.save();
    });
    const status = one("[data-record-status]", place);
    one("[data-record-export]", place).addEventListener("click", () => {
      const { right, answered } = sum(kept);
      const record = {
        format: "onus-learn/1", path: place.dataset.path, title: place.dataset.title, name: name.value, exported: today(),
        modules: modules.map((module) => ({ module: module.dataset.module, title: title(module), read: kept.state.read[module.dataset.module] || null })),
        practice: Object.entries(kept.state.drills).map(([service, drill]) => ({ service, right: drill.right, of: drill.of, on: drill.on })),
        score: { right, answered, asked: kept.state.asked || null },
        answers: Object.entries(kept.state.answers).map(([question, answer]) => ({ question, right: answer.right, on: answer.on, subject: answer.subject })),
      };
      const href = URL.createObjectURL(new Blob([JSON.stringify(record, null, 2) + "\n"], { type: "application/json" }));
      make("a", { download: `${place.dataset.path.replace("/", "-")}.onus-learn.json`, href }).click();
      URL.revokeObjectURL(href);
      status.textContent = "Exported.";
    });
    one("[data-record-print]", place).addEventListener("click", () => {
      document.body.classList.add("print-record");
      window.print();
    });
    window.addEventListener("afterprint", () => document.body.classList.remove("print-record"));
    one("[data-record-clear]", place).addEventListener("click", () => {
      Object.assign(kept.state, { read: {}, answers: {}, drills: {} });
      kept.save();
      all("[data-module] input", place).forEach((box) => (box.checked = false));
      show();
      status.textContent = "Everything is open again.";
    });
    show();
  };

  // --- slides ---

  const deck = (place) => {
    const slides = all(".slide", place);
    const status = one("[data-deck-status]");
    let at = Math.max(0, slides.findIndex((slide) => `#${slide.id}` === location.hash));
    const go = (next) => {
      at = Math.min(Math.max(next, 0), slides.length - 1);
      slides[at].scrollIntoView({ behavior: "instant" });
      slides[at].focus({ preventScroll: true });
      history.replaceState(null, "", `#${slides[at].id}`);
      status.textContent = `Slide ${at + 1} of ${slides.length}`;
    };
    const keys = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("a, input, .scroll")) return;
      if (event.key in keys) go(at + keys[event.key]);
      else if (event.key === "Home") go(0);
      else if (event.key === "End") go(slides.length - 1);
      else return;
      event.preventDefault();
    });
    for (const link of all(".pages a", place)) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        go(slides.findIndex((slide) => `#${slide.id}` === link.getAttribute("href")));
      });
    }
    one("[data-deck-notes]").addEventListener("change", (event) => document.body.classList.toggle("plain-notes", event.target.checked));
    status.textContent = `Slide ${at + 1} of ${slides.length}`;
  };

  all("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
  all("[data-lesson]").forEach(lesson);
  all("[data-round]").forEach(round);
  all("[data-practice]").forEach(practice);
  all("[data-deck]").forEach(deck);
  all("[data-record]").map((record) => record.closest("[data-path]")).forEach(path);
})();
