"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { places, crossings, rules, files } = data;
  const FILE = 0, RULE = 1, LEVEL = 2, LINE = 3, COLUMN = 4, END_LINE = 5, END_COLUMN = 6, MESSAGE = 7, MORE = 8;
  const LEVELS = ["info", "warning", "error"];
  const PAGE = 150;
  const $ = (id) => document.getElementById(id);
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === false || value === null || value === undefined) continue;
      if (name === "class") element.className = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
  };
  const number = (value) => value.toLocaleString("en-US");
  const placeOf = (finding) => files[finding[FILE]].o;
  const ownerOf = (finding) => (placeOf(finding) < 0 ? "" : places[placeOf(finding)].owner || "");

  // Light and dark: what the system says until somebody says otherwise.
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const paint = () => {
    const theme = chosen || (dark.matches ? "dark" : "light");
    root.dataset.theme = theme;
    $("theme").textContent = theme === "dark" ? "Light" : "Dark";
  };
  const switchTheme = () => { chosen = root.dataset.theme === "dark" ? "light" : "dark"; paint(); };
  dark.addEventListener("change", paint);
  $("theme").addEventListener("click", switchTheme);
  paint();

  // Filters, kept in the address so that a view can be shared.
  const filter = { query: "", project: "", owner: "", rule: "", levels: new Set(), fixable: false };
  const readAddress = () => {
    const wanted = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");
    Object.assign(filter, { query: wanted.get("q") || "", project: wanted.get("p") || "", owner: wanted.get("o") || "", rule: wanted.get("r") || "" });
    filter.levels = new Set((wanted.get("l") || "").split("").filter((level) => "012".includes(level)).map(Number));
    filter.fixable = wanted.get("f") === "1";
  };
  const writeAddress = () => {
    const kept = Object.entries({ q: filter.query, p: filter.project, o: filter.owner, r: filter.rule, l: [...filter.levels].sort().join(""), f: filter.fixable ? "1" : "" });
    const address = new URLSearchParams(kept.filter(([, value]) => value !== "")).toString();
    history.replaceState(null, "", address ? `#?${address}` : location.pathname + location.search);
  };

  const isFixable = (finding) => finding[MORE].fix !== undefined && finding[MORE].fix[1] !== "display-only";
  const haystacks = new Map();
  const haystack = (finding) => {
    let text = haystacks.get(finding);
    if (text === undefined) {
      const rule = rules[finding[RULE]];
      text = `${rule.code} ${rule.name} ${files[finding[FILE]].p} ${finding[MESSAGE]} ${finding[MORE].resource || ""}`.toLowerCase();
      haystacks.set(finding, text);
    }
    return text;
  };
  const matches = (finding, words) =>
    (filter.project === "" || String(placeOf(finding)) === filter.project) &&
    (filter.owner === "" || ownerOf(finding) === filter.owner) &&
    (filter.rule === "" || rules[finding[RULE]].code.startsWith(filter.rule)) &&
    (filter.levels.size === 0 || filter.levels.has(finding[LEVEL])) &&
    (!filter.fixable || isFixable(finding)) &&
    words.every((word) => haystack(finding).includes(word));

  // Text with `code` in it.
  const prose = (text) => text.split("`").map((part, at) => (at % 2 === 1 ? make("tt", {}, part) : part));

  const TOKENS = /(--[^\n]*|\{#.*?#\}|#.*$)|('(?:[^']|'')*'|"(?:[^"]|"")*")|(\{\{|\}\}|\{%-?|-?%\})|\b(\d+(?:\.\d+)?)\b|\b(select|from|where|and|or|not|in|is|null|as|on|join|left|right|full|inner|outer|cross|group|order|by|having|limit|union|all|distinct|case|when|then|else|end|with|over|partition|between|like|ilike|exists|cast|using|qualify|lateral|true|false|interval|create|table|view|insert|into|update|delete|set|values|if|endif|for|endfor|macro|endmacro|config|ref|source|var)\b/gi;
  const painted = (text) => {
    const out = [];
    let last = 0;
    for (const found of text.matchAll(TOKENS)) {
      if (found.index > last) out.push(text.slice(last, found.index));
      const kind = found[1] ? "c" : found[2] ? "s" : found[3] ? "j" : found[4] ? "d" : "k";
      out.push(make("span", { class: kind }, found[0]));
      last = found.index + found[0].length;
    }
    if (last < text.length) out.push(text.slice(last));
    return out;
  };

  const frame = (file, line, column, endLine, endColumn, level) => {
    const known = files[file].l;
    const from = Math.max(1, line - 2), to = Math.min(endLine, line + 8) + 2;
    const lines = [];
    for (let at = from; at <= to; at += 1) {
      const text = known[at];
      if (text === undefined) continue;
      const on = at >= line && at <= endLine;
      const characters = [...text];
      const start = at === line ? column - 1 : 0, end = at === endLine ? endColumn - 1 : characters.length;
      const marked = on && end > start
        ? [...painted(characters.slice(0, start).join("")), make("mark", {}, painted(characters.slice(start, end).join(""))), ...painted(characters.slice(end).join(""))]
        : painted(text);
      lines.push(make("span", { class: on ? "l on" : "l" }, make("span", { class: "n" }, String(at)), marked));
    }
    if (lines.length === 0) return null;
    return make("figure", { class: `frame ${LEVELS[level]}` }, make("figcaption", {}, `${files[file].p}:${line}:${column}`), make("pre", {}, lines));
  };

  const details = (finding) => {
    const rule = rules[finding[RULE]], more = finding[MORE];
    const parts = [make("p", { class: "what" }, make("code", {}, `${rule.code} ${rule.name}`), rule.summary ? ` — ${rule.summary}` : "", rule.url ? make("a", { href: rule.url, rel: "noreferrer" }, " read on") : null)];
    parts.push(frame(finding[FILE], finding[LINE], finding[COLUMN], finding[END_LINE], finding[END_COLUMN], finding[LEVEL]));
    for (const note of more.notes || []) parts.push(make("p", {}, prose(note)));
    for (const [file, line, column, endLine, endColumn, message] of more.labels || []) {
      parts.push(make("p", {}, prose(message)), frame(file, line, column, endLine, endColumn, 0));
    }
    if (more.fix) {
      const [title, kind, diff] = more.fix;
      const how = { safe: "setsquare fix", unsafe: "setsquare fix --unsafe-fixes" }[kind];
      parts.push(make("p", {}, make("b", {}, "Fix: "), prose(title), how ? make("span", { class: "dim" }, "  (", make("code", {}, how), ")") : null));
      const lines = (diff || []).map((text) => make("span", { class: text.startsWith("+") ? "l add" : "l del" }, make("span", { class: "n" }, text.slice(0, 1)), painted(text.slice(1))));
      if (lines.length > 0) parts.push(make("figure", { class: "frame" }, make("pre", {}, lines)));
    }
    if (more.resource) parts.push(make("p", { class: "what" }, make("code", {}, more.resource)));
    return make("div", { class: "body" }, parts);
  };

  const toggle = (button, open = button.getAttribute("aria-expanded") !== "true") => {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    if (isOpen === open) return;
    button.setAttribute("aria-expanded", String(open));
    if (open) button.after(details(button.finding));
    else button.nextElementSibling.remove();
  };

  const row = (finding) => {
    const rule = rules[finding[RULE]], fix = finding[MORE].fix;
    const mark = fix && { safe: make("span", { class: "fix" }, "fix"), unsafe: make("span", { class: "fix unsafe" }, "unsafe fix") }[fix[1]];
    const button = make("button", { class: `row ${LEVELS[finding[LEVEL]]}`, type: "button", "aria-expanded": "false", onclick: () => toggle(button) },
      make("span", { class: "dot", role: "img", "aria-label": LEVELS[finding[LEVEL]] }),
      make("span", { class: "at num" }, `${finding[LINE]}:${finding[COLUMN]}`),
      make("span", { class: "code" }, rule.code),
      make("span", {}, prose(finding[MESSAGE])),
      mark || null);
    button.finding = finding;
    return button;
  };

  let shown = [], drawn = 0;
  const draw = () => {
    const list = $("list");
    const until = Math.min(shown.length, drawn + PAGE);
    let group = list.lastElementChild;
    for (; drawn < until; drawn += 1) {
      const finding = shown[drawn];
      if (!group || group.file !== finding[FILE]) {
        const place = placeOf(finding);
        group = make("div", { class: "file" }, make("h3", {}, files[finding[FILE]].p, place >= 0 && places.length > 1 ? make("span", { class: "chip" }, places[place].name) : null));
        group.file = finding[FILE];
        list.append(group);
      }
      group.append(row(finding));
    }
    $("more").classList.toggle("hidden", drawn >= shown.length);
    $("more").textContent = `Show more (${number(shown.length - drawn)} left)`;
  };

  const apply = () => {
    const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
    shown = data.findings.filter((finding) => matches(finding, words));
    drawn = 0;
    $("list").replaceChildren();
    if (shown.length === 0) {
      const nothing = data.findings.length === 0;
      $("list").append(make("div", { class: "empty" }, make("b", {}, nothing ? "Nothing found" : "No finding matches"), nothing ? `${number(data.files_looked_at)} files are as the rules ask.` : "Clear a filter to see more."));
    }
    draw();
    $("count").textContent = shown.length === data.findings.length ? `${number(shown.length)} findings` : `${number(shown.length)} of ${number(data.findings.length)}`;
    $("query").value = filter.query;
    for (const [id, value] of [["project", filter.project], ["owner", filter.owner], ["rule", filter.rule]]) {
      // A prefix of codes has no entry of its own until somebody asks for it.
      if (id === "rule" && value && ![...$("rule").options].some((option) => option.value === value)) $("rule").append(make("option", { value }, `${value}…`));
      $(id).value = value;
    }
    document.querySelectorAll("[data-level]").forEach((button) => button.setAttribute("aria-pressed", String(filter.levels.has(Number(button.dataset.level)))));
    document.querySelectorAll("#fixable, [data-fixable]").forEach((button) => button.setAttribute("aria-pressed", String(filter.fixable)));
    document.querySelectorAll("tr[data-project]").forEach((line) => line.setAttribute("aria-current", String(line.dataset.project === filter.project)));
    document.querySelectorAll("tr[data-rule]").forEach((line) => line.setAttribute("aria-current", String(line.dataset.rule === filter.rule)));
    writeAddress();
  };
  const show = (change) => { Object.assign(filter, change); apply(); };
  const go = (change) => { show(change); $("findings").scrollIntoView(); };
  const toggleLevel = (level) => { if (!filter.levels.delete(level)) filter.levels.add(level); apply(); };
  const clear = () => show({ query: "", project: "", owner: "", rule: "", levels: new Set(), fixable: false });

  // Counts.
  const tally = () => [0, 0, 0];
  const all = tally(), byPlace = new Map(), byRule = new Map();
  let fixable = 0;
  for (const finding of data.findings) {
    const place = placeOf(finding);
    if (!byPlace.has(place)) byPlace.set(place, tally());
    if (!byRule.has(finding[RULE])) byRule.set(finding[RULE], { count: tally(), fixable: 0 });
    for (const count of [all, byPlace.get(place), byRule.get(finding[RULE]).count]) count[finding[LEVEL]] += 1;
    if (isFixable(finding)) { fixable += 1; byRule.get(finding[RULE]).fixable += 1; }
  }
  const sum = (count) => count[0] + count[1] + count[2];
  const bar = (count, most) => make("span", { class: "bar", role: "img", "aria-label": `${count[2]} errors, ${count[1]} warnings, ${count[0]} notes` },
    [["e", 2], ["w", 1], ["n", 0]].filter(([, level]) => count[level] > 0).map(([kind, level]) => {
      const part = make("i", { class: kind });
      part.style.width = `${Math.max(1, (100 * count[level]) / Math.max(1, most))}%`;
      return part;
    }));

  const cards = () => {
    const card = (kind, value, label, attributes) => make("button", { class: `card ${kind}`, type: "button", ...attributes }, make("b", { class: "num" }, number(value)), make("span", {}, label));
    $("cards").append(
      card("error", all[2], all[2] === 1 ? "error" : "errors", { "data-level": 2, onclick: () => toggleLevel(2) }),
      card("warning", all[1], all[1] === 1 ? "warning" : "warnings", { "data-level": 1, onclick: () => toggleLevel(1) }),
      card("info", all[0], all[0] === 1 ? "note" : "notes", { "data-level": 0, onclick: () => toggleLevel(0) }),
      card("good", fixable, "with a fix", { "data-fixable": "", onclick: () => show({ fixable: !filter.fixable }) }),
      make("div", { class: "card" }, make("b", { class: "num" }, number(data.files_looked_at)), make("span", {}, `files looked at, ${number(data.files_with_findings)} with findings`)));
  };

  const table = (id, heads, lines) => $(id).querySelector("table").replaceChildren(
    make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col", class: head.startsWith(">") ? "r" : "" }, head.replace(">", ""))))), make("tbody", {}, lines));

  const overview = () => {
    const known = places.map((place, at) => at).filter((at) => places[at].folder !== null);
    const rows = [...new Set([...known, ...byPlace.keys()])].map((at) => [at, byPlace.get(at) || tally()]);
    rows.sort((a, b) => b[1][2] - a[1][2] || sum(b[1]) - sum(a[1]) || a[0] - b[0]);
    const most = Math.max(0, ...rows.map(([, count]) => sum(count)));
    if (rows.length < 2 && known.length < 2) {
      $("projects").remove();
      $("tables").classList.add("single");
    } else {
      const owned = rows.some(([at]) => at >= 0 && places[at].owner);
      $("projects").querySelector("small").textContent = `${known.length} in this workspace`;
      table("projects", ["Project", ...(owned ? ["Owner"] : []), "Findings", ">Errors", ">All"], rows.map(([at, count]) => {
        const place = at < 0 ? { name: "outside every project", folder: "" } : places[at];
        return make("tr", { "data-project": at },
          make("td", {}, make("button", { class: "pick", type: "button", title: place.folder || place.name, onclick: () => go({ project: filter.project === String(at) ? "" : String(at) }) }, place.name), place.shared ? make("span", { class: "dim" }, " package") : null),
          owned ? make("td", { class: "cut dim", title: place.owner || "" }, place.owner || "") : null,
          make("td", {}, bar(count, most)), make("td", { class: "r num" }, number(count[2])), make("td", { class: "r num" }, number(sum(count))));
      }));
    }
    const ordered = [...byRule].sort((a, b) => sum(b[1].count) - sum(a[1].count) || a[0] - b[0]);
    const top = ordered.length > 0 ? sum(ordered[0][1].count) : 0;
    $("rules").querySelector("small").textContent = `${ordered.length} with findings`;
    table("rules", ["Rule", "", "Findings", ">Fix", ">All"], ordered.map(([at, { count, fixable: mended }]) => make("tr", { "data-rule": rules[at].code },
      make("td", {}, make("button", { class: "pick", type: "button", title: rules[at].summary, onclick: () => go({ rule: filter.rule === rules[at].code ? "" : rules[at].code }) }, make("code", {}, rules[at].code))),
      make("td", { class: "cut dim", title: rules[at].summary }, rules[at].name),
      make("td", {}, bar(count, top)), make("td", { class: "r num dim" }, mended ? number(mended) : ""), make("td", { class: "r num" }, number(sum(count))))));
    if (ordered.length === 0) $("rules").remove();
    $("project").append(make("option", { value: "" }, "All projects"), ...rows.filter(([, count]) => sum(count) > 0).map(([at]) => make("option", { value: at }, at < 0 ? "outside every project" : places[at].name)));
    const owners = [...new Set(data.findings.map(ownerOf))].filter(Boolean).sort();
    $("owner").append(make("option", { value: "" }, "All owners"), ...owners.map((owner) => make("option", { value: owner }, owner)));
    $("owner").classList.toggle("hidden", owners.length < 2);
    $("project").classList.toggle("hidden", $("project").options.length < 3);
    $("rule").append(make("option", { value: "" }, "All rules"), ...ordered.map(([at]) => rules[at]).sort((a, b) => (a.code < b.code ? -1 : 1)).map((rule) => make("option", { value: rule.code }, `${rule.code}  ${rule.name}`)));
  };

  // Who reaches whom: readers left, what they read right.
  const svg = (tag, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const STANDINGS = [["forbidden", "error", "forbidden"], ["unknown", "maybe", "cannot be told"], ["permitted", "good", "permitted"]];
  const hiddenStandings = new Set();
  // Where there are many projects, those with little to tell stand together until somebody asks for each.
  const FEW = 12, OTHERS = -2;
  let isWhole = false;
  const borders = () => {
    if (crossings.length === 0) {
      $("borders").remove();
      $("to-borders").remove();
      return;
    }
    const count = (standing) => crossings.filter((crossing) => crossing.standing === standing).reduce((total, crossing) => total + crossing.edges, 0);
    if (new Set(crossings.map((crossing) => crossing.from)).size > FEW || new Set(crossings.map((crossing) => crossing.to)).size > FEW) {
      const button = make("button", { class: "plain", type: "button", "aria-pressed": "false", onclick: () => {
        isWhole = !isWhole;
        button.textContent = isWhole ? "Show the first" : "Show every project";
        button.setAttribute("aria-pressed", String(isWhole));
        graph();
      } }, "Show every project");
      $("borders").querySelector("header").append(button);
    }
    $("borders").querySelector("small").textContent = "who reaches whose data, by ref, source or name";
    const legend = $("borders").querySelector(".legend");
    for (const [standing, tone, label] of STANDINGS) {
      const box = make("input", { type: "checkbox", checked: true, onchange: () => { if (box.checked) hiddenStandings.delete(standing); else hiddenStandings.add(standing); graph(); } });
      legend.append(make("label", { class: tone }, box, make("i", {}), `${label} (${number(count(standing))})`));
    }
    graph();
  };
  const graph = () => {
    const links = new Map();
    const seen = crossings.filter((crossing) => !hiddenStandings.has(crossing.standing));
    const weights = { forbidden: 1e6, unknown: 1e3, permitted: 1 };
    const first = (key) => {
      const totals = new Map();
      for (const crossing of seen) totals.set(crossing[key], (totals.get(crossing[key]) || 0) + crossing.edges * weights[crossing.standing]);
      const order = [...totals].sort((a, b) => b[1] - a[1]).map(([at]) => at);
      return new Set(isWhole || order.length <= FEW ? order : order.slice(0, FEW - 1));
    };
    const kept = { from: first("from"), to: first("to") };
    for (const crossing of seen) {
      const { means, standing, edges } = crossing;
      const [from, to] = ["from", "to"].map((key) => (kept[key].has(crossing[key]) ? crossing[key] : OTHERS));
      const key = `${from}|${to}|${standing}`;
      const link = links.get(key) || { from, to, standing, edges: 0, means: new Map() };
      link.edges += edges;
      link.means.set(means, (link.means.get(means) || 0) + edges);
      links.set(key, link);
    }
    const list = [...links.values()];
    const name = (at) => (at === OTHERS ? "other projects" : at === null ? "cannot be told" : places[at].name);
    const side = (key) => {
      const totals = new Map();
      for (const link of list) {
        totals.set(link[key], (totals.get(link[key]) || 0) + link.edges * weights[link.standing]);
      }
      return [...totals].sort((a, b) => (a[0] === OTHERS) - (b[0] === OTHERS) || b[1] - a[1] || (name(a[0]) < name(b[0]) ? -1 : 1)).map(([at]) => at);
    };
    const left = side("from"), right = side("to");
    const HEIGHT = 34, WIDTH = 1000, BOX = 250, rowsHigh = Math.max(left.length, right.length, 1);
    const height = rowsHigh * HEIGHT + 12;
    // Links of one box leave it side by side, in the order of where they lead.
    const spread = (nodes) => new Map(nodes.map((at, index) => [at, 6 + ((index + .5) * rowsHigh * HEIGHT) / nodes.length]));
    const leftAt = spread(left), rightAt = spread(right);
    const holder = $("borders").querySelector(".graph");
    const port = (link, key) => {
      const other = key === "from" ? rightAt : leftAt, end = key === "from" ? "to" : "from";
      const peers = list.filter((peer) => peer[key] === link[key]);
      peers.sort((a, b) => other.get(a[end]) - other.get(b[end]) || (a.standing < b.standing ? -1 : 1));
      return peers.length < 2 ? 0 : (peers.indexOf(link) / (peers.length - 1) - .5) * Math.min(18, 6 * (peers.length - 1));
    };
    const widest = Math.max(1, ...list.map((link) => link.edges));
    const paths = [...list].sort((a, b) => (a.standing < b.standing ? 1 : -1)).map((link) => {
      const [y1, y2] = [leftAt.get(link.from) + port(link, "from"), rightAt.get(link.to) + port(link, "to")];
      const middle = WIDTH / 2;
      const label = `${name(link.from)} reaches ${link.to === null ? "what cannot be told" : name(link.to)}: ${[...link.means].map(([means, edges]) => `${edges} by ${means}`).join(", ")} (${link.standing})`;
      const path = svg("path", { class: `link ${link.standing}`, d: `M${BOX} ${y1} C${middle} ${y1} ${middle} ${y2} ${WIDTH - BOX} ${y2}`, tabindex: 0, role: "button", "aria-label": label,
        "stroke-width": (1.2 + (3.8 * Math.log1p(link.edges)) / Math.log1p(widest)).toFixed(1) }, svg("title", {}, label));
      const open = () => go({ project: link.from === OTHERS ? "" : String(link.from), rule: link.standing === "permitted" ? "" : "FD", query: "", owner: "" });
      path.addEventListener("click", open);
      path.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } });
      path.link = link;
      return path;
    });
    const box = (at, y, x, key) => {
      const total = list.filter((link) => link[key] === at).reduce((sumSoFar, link) => sumSoFar + link.edges, 0);
      const text = name(at), cut = text.length > 30 ? `${text.slice(0, 29)}…` : text;
      const group = svg("g", { class: "end" }, svg("rect", { x, y: y - 13, width: BOX, height: 26, rx: 6 }),
        svg("text", { x: x + 12, y: y + 4.5 }, cut), svg("text", { class: "sub", x: x + BOX - 12, y: y + 4, "text-anchor": "end" }, number(total)), svg("title", {}, text));
      group.addEventListener("mouseenter", () => { holder.classList.add("hot"); paths.forEach((path) => path.classList.toggle("on", path.link[key] === at)); });
      group.addEventListener("mouseleave", () => holder.classList.remove("hot"));
      return group;
    };
    holder.replaceChildren(svg("svg", { viewBox: `-1 0 ${WIDTH + 2} ${height}`, "aria-label": "Borders crossed" }, ...paths,
      ...left.map((at) => box(at, leftAt.get(at), 0, "from")), ...right.map((at) => box(at, rightAt.get(at), WIDTH - BOX, "to"))));
  };

  const problems = () => {
    if (data.problems.length === 0) return;
    $("problems").classList.remove("hidden");
    $("problems").querySelector("ul").append(...data.problems.slice(0, 100).map((text) => make("li", {}, prose(text))));
  };

  // Keys.
  const rows = () => [...document.querySelectorAll("#list .row")];
  const step = (by) => {
    const buttons = rows();
    let at = buttons.indexOf(document.activeElement);
    at = at < 0 ? (by > 0 ? 0 : -1) : at + by;
    if (at >= buttons.length && drawn < shown.length) { draw(); step(by); return; }
    if (buttons[at]) { buttons[at].focus(); buttons[at].scrollIntoView({ block: "nearest" }); }
  };
  const openAll = () => {
    const buttons = rows(), open = !buttons.every((button) => button.getAttribute("aria-expanded") === "true");
    buttons.forEach((button) => toggle(button, open));
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
    if (event.target.matches("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const action = { "/": () => $("query").focus(), j: () => step(1), k: () => step(-1), e: openAll, c: clear, t: switchTheme, "?": () => $("keys").showModal() }[event.key];
    if (action) { event.preventDefault(); action(); }
  });

  let waiting = 0;
  $("query").addEventListener("input", (event) => { clearTimeout(waiting); waiting = setTimeout(() => show({ query: event.target.value }), 120); });
  for (const id of ["project", "owner", "rule"]) $(id).addEventListener("change", (event) => show({ [id]: event.target.value }));
  document.querySelectorAll(".toggle[data-level]").forEach((button) => button.addEventListener("click", () => toggleLevel(Number(button.dataset.level))));
  $("fixable").addEventListener("click", () => show({ fixable: !filter.fixable }));
  $("clear").addEventListener("click", clear);
  $("help").addEventListener("click", () => $("keys").showModal());
  $("more").addEventListener("click", draw);
  new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) draw(); }, { rootMargin: "600px" }).observe($("more"));
  addEventListener("hashchange", () => { if (location.hash.startsWith("#?")) { readAddress(); apply(); } });

  document.title = `setsquare: ${number(data.findings.length)} findings`;
  $("meta").textContent = data.title;
  readAddress();
  cards();
  problems();
  overview();
  borders();
  apply();
  const first = document.querySelector("#list .row");
  if (first && location.hash === "") toggle(first, true);
})();
