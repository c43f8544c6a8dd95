// A page as read by somebody who widens its text (WCAG 1.4.12), in words: what no longer fits, or is cut off.
// Letters of joined script are not set apart: there is no such thing.
async () => {
    await document.fonts.load('1em Vazirmatn'); // letters of another font have other widths
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
    const before = document.adoptedStyleSheets;
    document.adoptedStyleSheets = [...before, sheet];
    const wrong = [];
    const root = document.scrollingElement;
    const called = (e) => `${e.tagName.toLowerCase()}.${e.className} «${e.textContent.trim().replace(/\s+/g, ' ').slice(0, 30)}»`;
    if (root.scrollWidth > root.clientWidth) wrong.push(`spread: scrolls sideways by ${root.scrollWidth - root.clientWidth} px`);
    for (const e of document.body.querySelectorAll('*')) {
        const style = getComputedStyle(e);
        const cuts = /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`);
        const unseen = style.clipPath !== 'none' || e.closest('svg') || !e.checkVisibility();
        if (unseen || !e.textContent.trim()) continue;
        const sticksOut = e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2;
        if (cuts && sticksOut) wrong.push(`spread: cut off: ${called(e)}`);
        if (e.matches('.button') && e.scrollWidth > e.clientWidth + 1) wrong.push(`spread: leaves its button: ${called(e)}`);
    }
    document.adoptedStyleSheets = before;
    return wrong;
}
