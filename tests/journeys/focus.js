// Gives the focus to everything on a page that takes it, in order, and tells what a person at a keyboard would miss.
() => {
    const wrong = [];
    const called = (e) => `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ''} «${(e.ariaLabel || e.textContent || e.value || '').trim().replace(/\s+/g, ' ').slice(0, 40)}»`;
    const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const ringed = (e, part) => {
        const style = getComputedStyle(e, part);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    };
    const pressed = 'a[href], button, input:not([type=hidden]), select, textarea, summary';

    for (const e of document.querySelectorAll(pressed)) {
        if (!shown(e) || e.disabled || e.closest('.hidden')) continue;
        if (e.tabIndex !== 0) {
            wrong.push(`not in the order of the page: ${called(e)}`);
            continue;
        }
        e.focus({ focusVisible: true });
        if (document.activeElement !== e) {
            wrong.push(`takes no focus: ${called(e)}`);
            continue;
        }
        const card = e.closest('.option, .tick, .seek') ?? e;
        if (!(ringed(e) || ringed(card) || ringed(e, '::after'))) wrong.push(`shows no focus: ${called(e)}`);
        const drawn = e.matches('[type=radio], [type=checkbox]') ? card : e;
        const box = [...drawn.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
        const at = box && document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), box.top + Math.min(box.height / 2, 20));
        if (!at || !(drawn.contains(at) || at.contains(drawn))) wrong.push(`is hidden when it has the focus: ${called(e)}${at ? `, by ${called(at)}` : ''}`);
    }
    return wrong;
}
