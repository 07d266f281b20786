"""Looking closer: at every zoom, what can be used is in the window and uncovered, and no text is cut off."""

from dataclasses import dataclass

from playwright.async_api import CDPSession, Page

WINDOW = (1280, 800)
"""Width and height of the window that is zoomed, in pixels of the screen."""


@dataclass(frozen=True, slots=True)
class Zoom:
    """How a window shows a page: its size in pixels of the screen, and how many of them a page's pixel takes."""

    name: str
    width: int
    height: int
    scale: float = 1


ZOOMS = tuple(Zoom(f"{percent} %", *WINDOW, percent / 100) for percent in (100, 125, 150, 200))
WIDE = Zoom("1920 wide", 1920, 1080)
PHONES = (Zoom("phone", 390, 844), Zoom("small phone", 360, 640))

CUT_OFF = r"""async () => {
  const laidOut = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await laidOut();
  const NEAR = 2;
  const top = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const style = (one) => getComputedStyle(one);
  const parents = (one) => { const all = []; for (let up = one.parentElement; up; up = up.parentElement) all.push(up); return all; };
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && ![one, ...parents(one)].some((up) => up.inert || style(up).clipPath !== "none");
  const scrolls = (one, way) => /auto|scroll/.test(style(one)[`overflow${way}`]);
  const cuts = (one, way) => /hidden|clip/.test(style(one)[`overflow${way}`]);
  const named = (one) => `${one.localName}${one.id && "#" + one.id}${one.className.baseVal ?? (one.className && "." + one.className)} “${one.textContent.trim().slice(0, 40)}”`;
  const wrong = new Set();

  if (document.documentElement.scrollWidth > innerWidth) wrong.add(`wider than the window by ${document.documentElement.scrollWidth - innerWidth}`);

  const controls = "a[href], button, input, select, textarea, summary, audio, video, [tabindex='0']";
  for (const one of top.querySelectorAll(controls)) {
    if (!isSeen(one)) continue;
    const isRoomy = one.matches("[tabindex='0']");
    let over = null;
    for (const block of ["center", "nearest", "start", "end"]) {
      one.scrollIntoView({ block, inline: "center", behavior: "instant" });
      if (over) await laidOut(); // what is shown while one is not at the end goes when one comes there
      const box = [...one.getClientRects()].find((each) => each.width > 1 && each.height > 1);
      if (!box) break;
      if (!isRoomy && (box.left < -NEAR || box.right > innerWidth + NEAR)) wrong.add(`off the window: ${named(one)}`);
      const middle = (from, to, end) => Math.min(Math.max((from + to) / 2, 0), end - 1);
      const there = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
      const isOurs = there && (one.contains(there) || (isRoomy && there.contains(one)) || [...(one.labels ?? [])].some((label) => label.contains(there)));
      over = isOurs || there?.closest("[role=listbox]") ? null : `covered by ${there ? named(there) : "nothing"}: ${named(one)}`;
      if (!over) break;
    }
    if (over) wrong.add(over);
  }

  const texts = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const owner = text.parentElement;
    if (!text.data.trim() || !isSeen(owner) || owner.closest("script, style, option, textarea, svg")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()].filter((box) => box.width && box.height);
    let [isFreeX, isFreeY] = [false, false];
    for (const up of [owner, ...parents(owner)]) {
      const frame = up.getBoundingClientRect();
      if (cuts(up, "X") && !isFreeX && boxes.some((box) => box.left < frame.left - NEAR || box.right > frame.right + NEAR)) wrong.add(`cut at the side: ${named(owner)}`);
      isFreeY ||= /\d/.test(style(up).webkitLineClamp);
      if (cuts(up, "Y") && !isFreeY && boxes.some((box) => box.top < frame.top - NEAR || box.bottom > frame.bottom + NEAR)) wrong.add(`cut below: ${named(owner)}`);
      if (up.matches("button, .act") && boxes.some((box) => box.left < frame.left - NEAR || box.right > frame.right + NEAR || (!isFreeY && (box.top < frame.top - NEAR || box.bottom > frame.bottom + NEAR)))) wrong.add(`runs out of its button: ${named(up)}`);
      isFreeX ||= scrolls(up, "X");
      isFreeY ||= scrolls(up, "Y");
    }
    if (!isFreeX && boxes.some((box) => box.left < -NEAR || box.right > innerWidth + NEAR)) wrong.add(`text off the window: ${named(owner)}`);
  }
  return [...wrong];
}"""


async def cut_off(page: Page, devtools: CDPSession, zoom: Zoom) -> list[str]:
    """Show a page at a zoom, and name what cannot be used or read there."""
    await devtools.send(
        "Emulation.setDeviceMetricsOverride",
        {
            "width": round(zoom.width / zoom.scale),
            "height": round(zoom.height / zoom.scale),
            "deviceScaleFactor": zoom.scale,
            "mobile": False,
        },
    )
    found: list[str] = await page.evaluate(CUT_OFF)
    return [f"at {zoom.name}: {words}" for words in found]
