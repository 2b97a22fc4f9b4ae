// Puts each side of each card into the page, as a reviewer does, and tells what a person would complain of.
// In: pairs of a name and HTML. Out: sentences.
(cards) => {
  const holder = document.body.firstElementChild;
  const complaints = [];
  const SMALLEST = 12, READABLE = 16, CONTRAST = 4.5;
  const scrolls = "pre, .table";

  const rgba = (text) => (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number).concat(1).slice(0, 4);
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((part) => {
      part /= 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [darker, lighter] = [light(one), light(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };
  const behind = (element, seen) => {
    if (!element) return [255, 255, 255, 1];
    if (!seen.has(element))
      seen.set(element, over(rgba(getComputedStyle(element).backgroundColor), behind(element.parentElement, seen)));
    return seen.get(element);
  };

  const look = (name, element, pseudo, words, seen) => {
    const style = getComputedStyle(element, pseudo);
    if (pseudo && ["none", "normal", '""'].includes(style.content)) return;
    const size = parseFloat(style.fontSize);
    if (size < SMALLEST) complaints.push(`${name}: ${words} has only ${size}px`);
    if (innerWidth < 500 && size < READABLE && element.matches(".answer > p, .answer > ul > li, .question"))
      complaints.push(`${name}: ${words} has only ${size}px on a phone`);
    const ground = over(rgba(style.backgroundColor), behind(pseudo ? element : element.parentElement, seen));
    const strength = contrast(over(rgba(style.color), ground), ground);
    if (strength < CONTRAST) complaints.push(`${name}: ${words} has a contrast of ${strength.toFixed(2)}`);
  };

  for (const [name, html] of cards) {
    holder.innerHTML = html;
    const seen = new Map();
    if (document.documentElement.scrollWidth > innerWidth)
      complaints.push(`${name}: the page is ${document.documentElement.scrollWidth}px wide`);
    for (const element of holder.querySelectorAll(".awsdeck, .awsdeck *")) {
      const words = `<${element.localName} class="${element.className}"> ${JSON.stringify(element.textContent.slice(0, 30))}`;
      if (element.clientWidth && element.scrollWidth > element.clientWidth + 1 && !element.matches(scrolls))
        complaints.push(`${name}: ${words} is wider than its box`);
      const box = element.getBoundingClientRect();
      const inside = element.parentElement.closest(scrolls);
      if (!inside && box.width && (box.left < -0.5 || box.right > innerWidth + 0.5))
        complaints.push(`${name}: ${words} leaves the page`);
      if (!box.width) continue;
      if ([...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
        look(name, element, null, words, seen);
      for (const pseudo of ["::before", "::after"]) look(name, element, pseudo, words + pseudo, seen);
    }
  }
  return complaints;
}
