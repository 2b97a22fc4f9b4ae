"use strict";
// The page of `awsdeck preview`: draws cards when they come near the screen, turns, finds and chooses them.
//
// In: the JSON of #data. What the reader has chosen is kept in the address after #, so that a page can be
// reloaded, bookmarked and sent. Cards are drawn in shadow roots: the style of cards, which is Anki's, and
// that of the page can't touch each other. Nothing that a card holds is run: the page's policy allows this
// script only.

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const body = document.body;

const sheets = data.styles.map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// --- what the reader has chosen --------------------------------------------------------------------

const LISTS = ["level", "category", "service", "form"]; // several values of one kind mean any of them

const state = { view: "cards", theme: "auto", phone: "", study: "", q: "", number: "", problems: "", card: "" };
for (const kind of LISTS) state[kind] = [];
const first = structuredClone(state);

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const key of Object.keys(state)) {
    state[key] = LISTS.includes(key) ? given.getAll(key) : given.get(key) ?? first[key];
  }
}

function writeAddress() {
  const pairs = Object.entries(state).flatMap(([key, value]) =>
    Array.isArray(value) ? value.map((one) => [key, one]) : value === first[key] ? [] : [[key, value]]);
  history.replaceState(null, "", `#${new URLSearchParams(pairs)}`);
}

// --- one card --------------------------------------------------------------------------------------

const dark = matchMedia("(prefers-color-scheme: dark)");
const isNight = () => state.theme === "dark" || (state.theme === "auto" && dark.matches);

const articles = []; // one for each card, in the order of the document
const drawn = new Set();
const open = new Set(); // articles whose answer is shown

// Only now is the HTML of a card read at all: a card that nobody comes near costs one empty element.
function draw(article) {
  if (drawn.has(article)) return;
  drawn.add(article);
  const card = data.cards[article.dataset.index];
  const face = element("div", { className: "face" });
  face.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheets[card.style]];
  const turn = element("button", { type: "button", className: "turn" });
  const where = element("span", { className: "where", textContent: card.where });
  article.append(face, element("footer", {}, where, turn));
  if (card.problems.length) article.append(problemList(card.problems));
  article.classList.remove("blank");
  paint(article);
}

function paint(article) {
  const card = data.cards[article.dataset.index];
  const shown = open.has(article);
  const sides = document.createElement("template"); // inert: its pictures load when they are in place
  sides.innerHTML = shown ? card.back : card.front;
  for (const picture of sides.content.querySelectorAll("img")) {
    const name = picture.getAttribute("src");
    if (data.pictures[name]) picture.src = data.pictures[name];
    else picture.removeAttribute("src");
  }
  const side = element("div", { className: "card" }, sides.content);
  side.classList.toggle("nightMode", isNight());
  for (const wide of side.querySelectorAll("pre, .table")) wide.tabIndex = 0; // scrolls by keyboard, too
  article.querySelector(".face").shadowRoot.replaceChildren(side);
  const turn = article.querySelector(".turn");
  turn.textContent = shown ? "Hide answer" : "Show answer";
  turn.setAttribute("aria-expanded", shown);
}

function turn(article, shown = !open.has(article)) {
  draw(article);
  if (shown) open.add(article);
  else open.delete(article);
  paint(article);
}

function problemList(problems) {
  return element("ul", { className: "wrong" }, ...problems.map(problemItem));
}

function problemItem(problem) {
  const text = element("span", {}, element("strong", { textContent: problem.severity }), ` ${problem.message}`);
  const hint = element("span", { className: "hint", textContent: problem.hint });
  const at = element("span", { className: "where", textContent: problem.at });
  return element("li", { className: problem.severity }, text, hint, at);
}

const near = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) draw(entry.target);
}, { rootMargin: "600px 0px" });

// --- all cards -------------------------------------------------------------------------------------

const BLANK = 498; // pixels that a card takes before it is drawn, as in the style; sections reckon with it

const sections = []; // { element, articles, name, button }

function layOut() {
  const places = new Map();
  data.cards.forEach((card, index) => {
    const key = JSON.stringify([card.document, card.category]);
    if (!places.has(key)) places.set(key, makeSection(card, places.size));
    const section = places.get(key);
    const article = element("article", { className: "blank", tabIndex: -1, ariaLabel: card.question });
    article.dataset.index = index;
    section.feed.append(article);
    section.articles.push(article);
    articles.push(article);
  });
  byId("cards").append(...sections.map((section) => section.element));
  byId("jump").append(...sections.flatMap((section) => section.links));
  for (const article of articles) near.observe(article);
}

function makeSection(card, number) {
  const several = data.documents.length > 1;
  const name = card.category || "Without a category";
  const id = `section-${number}`;
  const heading = element("h2", { id, textContent: several ? `${data.documents[card.document]}: ${name}` : name });
  const feed = element("div", { className: "feed", role: "feed" });
  feed.setAttribute("aria-labelledby", id);
  const button = element("button", { type: "button", className: "jump" }, element("span", { textContent: name }), element("span", { className: "number" }));
  const links = [button];
  if (several && sections.every((section) => section.document !== card.document)) {
    links.unshift(element("p", { className: "document", textContent: data.documents[card.document] }));
  }
  const section = { element: element("section", {}, heading, feed), feed, articles: [], button, links, document: card.document };
  button.addEventListener("click", () => {
    closePanel();
    const target = section.articles.find((article) => !article.hidden);
    if (target) go(target);
  });
  sections.push(section);
  return section;
}

// --- which of them -----------------------------------------------------------------------------------

const texts = []; // what a person reads of each card, made while nothing else is to do

const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', "#x27": "'", "#39": "'", "#91": "[", "#123": "{", "#125": "}" };

function textOf(card) {
  const text = card.back.replace(/<[^>]*>/g, " ").replace(/&([a-z]+|#\w+);/g, (whole, name) => ENTITIES[name] ?? whole);
  return `${card.question} ${text}`.toLowerCase().replace(/\s+/g, " ");
}

function readAhead(idle) {
  while (texts.length < data.cards.length && idle.timeRemaining() > 2) texts.push(textOf(data.cards[texts.length]));
  if (texts.length < data.cards.length) globalThis.requestIdleCallback?.(readAhead);
}

function numbersOf(text) {
  const ranges = [...text.matchAll(/(\d+)(?:\s*[-–]\s*(\d+))?/g)].map(([, from, to]) => [Number(from), Number(to ?? from)]);
  return (number) => number !== null && ranges.some(([from, to]) => from <= number && number <= to);
}

function rule() {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length) for (const card of data.cards.slice(texts.length)) texts.push(textOf(card));
  const within = numbersOf(state.number);
  const any = (wanted, values) => !wanted.length || wanted.some((value) => values.includes(value));
  return (card, index) =>
    any(state.level, [card.level]) && any(state.category, [card.category]) && any(state.service, card.services)
    && any(state.form, [card.form])
    && (!/\d/.test(state.number) || within(card.number))
    && (!state.problems || card.problems.length > 0)
    && words.every((word) => texts[index].includes(word));
}

let visible = [];

function choose() {
  const fits = rule();
  visible = articles.filter((article, index) => {
    article.hidden = !fits(data.cards[index], index);
    return !article.hidden;
  });
  visible.forEach((article, place) => {
    article.setAttribute("aria-posinset", place + 1);
    article.setAttribute("aria-setsize", visible.length);
  });
  for (const section of sections) {
    const number = section.articles.reduce((sum, article) => sum + !article.hidden, 0);
    section.element.hidden = number === 0;
    section.element.style.containIntrinsicHeight = `auto ${number * BLANK}px`;
    section.button.disabled = number === 0;
    section.button.querySelector(".number").textContent = number;
  }
  byId("clear").hidden = visible.length === articles.length && !state.q;
  if (!visible.includes(current)) setCurrent(visible[0] ?? null);
  tell();
}

function tell() {
  const all = articles.length;
  const noun = (number) => (number === 1 ? "1 card" : `${number} cards`);
  let text = visible.length === all ? noun(all) : `${visible.length} of ${noun(all)}`;
  if (!visible.length) text = "No card is like that";
  else if (state.study) text = `Card ${visible.indexOf(current) + 1} of ${visible.length}`;
  byId("count").textContent = text;
}

// --- where the reader is -----------------------------------------------------------------------------

let current = null;

// One card can be reached by Tab, the others by the arrows: nobody tabs through two thousand cards.
function setCurrent(article) {
  if (current) {
    current.tabIndex = -1;
    current.classList.remove("current");
  }
  current = article;
  state.card = article ? data.cards[article.dataset.index].id : "";
  if (!article) return;
  article.tabIndex = 0;
  article.classList.add("current");
}

function go(article) {
  if (!article) return;
  if (state.view !== "cards") show("cards");
  if (state.study && article !== current) turn(article, false);
  setCurrent(article);
  draw(article);
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: "start" });
  tell();
  writeAddress();
}

const step = (by) => go(visible[visible.indexOf(current) + by]);

function show(view) {
  state.view = view;
  for (const button of document.querySelectorAll("[data-view]")) button.ariaPressed = button.dataset.view === view;
  byId("figures").hidden = view !== "figures";
  byId("cards").hidden = view === "figures";
  body.classList.toggle("figuring", view === "figures");
}

function study(on) {
  state.study = on ? "1" : "";
  body.classList.toggle("studying", on);
  byId("steps").hidden = !on;
  open.clear();
  if (!on) for (const article of articles) open.add(article);
  for (const article of drawn) paint(article);
  tell();
}

function closePanel() {
  byId("panel").classList.remove("open");
  byId("more").ariaExpanded = "false";
}

function colour() {
  document.documentElement.dataset.theme = state.theme;
  const night = isNight();
  for (const article of drawn) article.querySelector(".face").shadowRoot.firstChild.classList.toggle("nightMode", night);
}

// --- filters -----------------------------------------------------------------------------------------

function tally(valuesOf) {
  const found = new Map();
  for (const card of data.cards) for (const value of valuesOf(card)) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}

function checkbox(name, value, label, number) {
  const input = element("input", { type: "checkbox", name, value });
  return element("label", { className: "choice" }, input, element("span", { textContent: label }), element("span", { className: "number", textContent: number }));
}

function group(kind, title, counts, labels, isOpen) {
  if (counts.size < 2) return [];
  const boxes = [...counts].map(([value, number]) => checkbox(kind, value, labels(value), number));
  const set = element("fieldset", {}, element("legend", { className: "unseen", textContent: title }), ...boxes);
  return [element("details", { open: isOpen }, element("summary", { textContent: title }), set)];
}

function makeFilters() {
  const levels = tally((card) => [card.level]);
  const inOrder = new Map(["easy", "medium", "hard", ""].filter((level) => levels.has(level)).map((level) => [level, levels.get(level)]));
  const services = new Map([...tally((card) => card.services)].sort((one, other) => other[1] - one[1]));
  const wrong = data.cards.filter((card) => card.problems.length).length;
  const number = element("input", { id: "number", type: "text", inputMode: "numeric", placeholder: "1-12,40", autocomplete: "off" });
  byId("filters").append(
    ...group("level", "Difficulty", inOrder, (level) => level || "unrated", true),
    ...group("category", "Category", tally((card) => [card.category]), (name) => name || "none", state.category.length > 0),
    ...group("service", "Service", services, (slug) => data.services[slug], state.service.length > 0),
    ...group("form", "Kind of card", tally((card) => [card.form]), (form) => (form === "qa" ? "whole question" : form), state.form.length > 0),
    element("label", { className: "numbers", htmlFor: "number" }, "Numbers ", number),
    ...(wrong ? [checkbox("problems", "1", "With problems", wrong)] : []),
  );
}

function fillIn() {
  for (const input of byId("filters").querySelectorAll("input[type=checkbox]")) {
    input.checked = input.name === "problems" ? Boolean(state.problems) : state[input.name].includes(input.value);
  }
  byId("number").value = state.number;
  byId("search").value = state.q;
  byId("study").checked = Boolean(state.study);
  byId("phone").checked = Boolean(state.phone);
  for (const radio of document.querySelectorAll("[name=theme]")) radio.checked = radio.value === state.theme;
}

function apply() {
  fillIn();
  colour();
  body.classList.toggle("narrow", Boolean(state.phone));
  show(state.view);
  study(Boolean(state.study));
  const wanted = articles.find((article) => data.cards[article.dataset.index].id === state.card);
  if (wanted) setCurrent(wanted);
  choose();
  if (wanted && current === wanted && wanted !== visible[0]) wanted.scrollIntoView({ block: "start" });
}

// --- what the reader does ------------------------------------------------------------------------------

function listen() {
  const changed = (change) => (event) => {
    change(event);
    writeAddress();
  };
  byId("search").addEventListener("input", changed((event) => { state.q = event.target.value; show("cards"); choose(); }));
  byId("filters").addEventListener("input", changed((event) => {
    const input = event.target;
    if (input.id === "number") state.number = input.value;
    else if (input.name === "problems") state.problems = input.checked ? "1" : "";
    else state[input.name] = [...document.querySelectorAll(`[name="${input.name}"]:checked`)].map((box) => box.value);
    show("cards");
    choose();
  }));
  byId("clear").addEventListener("click", changed(() => {
    Object.assign(state, { q: "", number: "", problems: "", level: [], category: [], service: [], form: [] });
    fillIn();
    choose();
    byId("search").focus();
  }));
  byId("study").addEventListener("change", changed((event) => { study(event.target.checked); }));
  byId("phone").addEventListener("change", changed((event) => {
    state.phone = event.target.checked ? "1" : "";
    body.classList.toggle("narrow", event.target.checked);
  }));
  for (const radio of document.querySelectorAll("[name=theme]")) {
    radio.addEventListener("change", changed(() => { state.theme = radio.value; colour(); }));
  }
  dark.addEventListener("change", colour);
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", changed(() => show(button.dataset.view)));
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("more").addEventListener("click", () => { byId("more").ariaExpanded = String(byId("panel").classList.toggle("open")); });
  document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); byId("main").focus(); });
  byId("cards").addEventListener("click", click);
  byId("cards").addEventListener("focusin", (event) => {
    const article = event.target.closest("article");
    if (article && article !== current) { setCurrent(article); tell(); writeAddress(); }
  });
  document.addEventListener("keydown", press);
  addEventListener("hashchange", () => { readAddress(); apply(); });
  addEventListener("beforeprint", () => { for (const article of visible) draw(article); });
}

function click(event) {
  const article = event.target.closest("article");
  if (!article || event.target.closest(".wrong, .where")) return;
  const inCard = event.composedPath()[0];
  const selecting = String(getSelection()).length > 0;
  if (inCard.closest("a, summary") || (selecting && !event.target.closest(".turn"))) return;
  setCurrent(article);
  turn(article);
  writeAddress();
}

function press(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  const at = event.composedPath()[0];
  if (at.matches?.("input, textarea, select")) {
    if (event.key === "Escape") at.blur();
    return;
  }
  if (event.key === "/") {
    event.preventDefault();
    byId("search").focus();
    return;
  }
  const idle = at === body || at.id === "main";
  const article = at.closest?.("article") ?? at.getRootNode().host?.closest("article") ?? (idle ? current : null);
  if (article && state.view === "cards" && KEYS[event.key]?.(article, at)) event.preventDefault();
}

// Each tells whether the key was used. A wide code block that has the focus is scrolled by ← and →.
const KEYS = {
  " ": (article, at) => !at.closest("button, a, summary") && (turn(article), true),
  Enter: (article, at) => !at.closest("button, a, summary") && (turn(article), true),
  ArrowRight: (article, at) => !scrolls(at) && (open.has(article) ? step(1) : turn(article, true), true),
  ArrowLeft: (article, at) => !scrolls(at) && (open.has(article) ? turn(article, false) : step(-1), true),
  ArrowDown: (article) => article.getBoundingClientRect().bottom <= innerHeight && (step(1), true),
  ArrowUp: (article) => article.getBoundingClientRect().top >= 0 && (step(-1), true),
};

const scrolls = (at) => at.matches?.("pre, .table") && at.scrollWidth > at.clientWidth;

// --- what is wrong, and what changes -----------------------------------------------------------------

function showProblems() {
  byId("problems").hidden = data.problems.length === 0;
  byId("problems").querySelector("ul").append(...data.problems.map(problemItem));
  const broken = byId("broken");
  if (!data.broken.length) return;
  broken.append(element("p", { textContent: "Not built: the last good deck is shown until this is put right." }), problemList(data.broken));
  broken.hidden = false;
}

// `awsdeck watch` tells the number of the page it has now; another than this one's means that it is newer.
function follow() {
  if (data.version === null) return;
  restorePlace();
  const events = new EventSource("events");
  events.addEventListener("page", (event) => {
    if (Number(event.data) === data.version) return;
    keepPlace();
    location.reload();
  });
  events.addEventListener("error", () => { byId("ended").hidden = false; });
  events.addEventListener("open", () => { byId("ended").hidden = true; });
}

const PLACE = "awsdeck-place"; // what a reader looks at stays where it is, whatever was added above it

function keepPlace() {
  const article = visible.find((one) => one.getBoundingClientRect().bottom > 100);
  if (!article) return;
  const id = data.cards[article.dataset.index].id;
  const top = article.getBoundingClientRect().top;
  sessionStorage.setItem(PLACE, JSON.stringify({ id, top, shown: open.has(article) }));
}

function restorePlace() {
  const { id, top, shown } = JSON.parse(sessionStorage.getItem(PLACE) ?? "{}");
  sessionStorage.removeItem(PLACE);
  const article = visible.find((one) => data.cards[one.dataset.index].id === id);
  if (!article) return;
  if (open.has(article) !== shown) turn(article, shown);
  draw(article);
  scrollBy({ top: article.getBoundingClientRect().top - top, behavior: "instant" });
}

readAddress();
showProblems();
layOut();
makeFilters();
listen();
apply();
follow();
globalThis.requestIdleCallback?.(readAhead); // Safari has none: there the first search takes a little longer
