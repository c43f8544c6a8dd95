// What a page looks like to a machine: everything on it that breaks a promise of the theme, in words.
async () => {
    const wrong = [];
    await document.fonts.load('1em Vazirmatn'); // letters of another font have other sizes
    const root = document.scrollingElement;
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

    const called = (e) => {
        const words = (e.getAttribute('aria-label') || e.textContent || e.getAttribute('src') || '').trim();
        const classes = typeof e.className === 'string' && e.className ? `.${e.className.split(' ').join('.')}` : '';
        return `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ''}${classes} «${words.replace(/\s+/g, ' ').slice(0, 40)}»`;
    };
    const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const hiddenFromEyes = (e) => e.closest('.hidden, .skip') !== null || getComputedStyle(e).clipPath === 'inset(50%)';

    const rgba = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
        return [red, green, blue, alpha / 255];
    };
    const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
    const grounds = (e) => {
        const layers = [];
        for (let one = e; one; one = one.parentElement) {
            const style = getComputedStyle(one);
            if (style.backgroundImage !== 'none' && one !== e) return null;
            layers.push(rgba(style.backgroundColor));
            if (layers.at(-1)[3] === 1) break;
        }
        return layers.reverse().reduce((under, top) => over(top, under), rgba('Canvas'));
    };
    const light = ([red, green, blue]) => {
        const part = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
    };
    const contrast = (one, other) => {
        const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
        return (high + 0.05) / (low + 0.05);
    };
    const seeThrough = (e) => {
        let opacity = 1;
        for (let one = e; one; one = one.parentElement) opacity *= parseFloat(getComputedStyle(one).opacity);
        return opacity;
    };

    if (document.documentElement.lang !== 'fa' || document.documentElement.dir !== 'rtl') wrong.push('html is not fa, rtl');
    if (root.scrollWidth > root.clientWidth) {
        const wide = [...document.body.querySelectorAll('*')].find((e) => {
            const box = e.getBoundingClientRect();
            return box.left < -1 && shown(e) && !hiddenFromEyes(e);
        });
        wrong.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth} px${wide ? `: ${called(wide)}` : ''}`);
    }
    const titles = [...document.querySelectorAll('h1')].filter(shown).length;
    if (titles !== 1) wrong.push(`${titles} h1`);

    // One that is drawn takes a cell of the grid its picture stands in.
    for (const e of document.querySelectorAll('picture > source')) {
        if (getComputedStyle(e).display !== 'none') wrong.push(`a source takes room: ${called(e.parentElement)}`);
    }
    // A wait is given up when a new width chooses another picture, which happens once a view: the other is waited for.
    const loads = async (image) => {
        for (let tries = 0; tries < 3; tries++) {
            if (await image.decode().then(() => true, () => false)) return true;
        }
        return false;
    };
    for (const image of document.images) {
        image.loading = 'eager';
        if (!(await loads(image))) wrong.push(`does not load: ${image.currentSrc || image.src}`);
    }

    const pressed = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
    for (const e of document.querySelectorAll(pressed)) {
        if (!shown(e) || hiddenFromEyes(e) || e.disabled) continue;
        const target = e.matches('[type=radio], [type=checkbox]') ? e.closest('label, .tick, .option') || e : e;
        const overlay = getComputedStyle(e, '::after');
        if (overlay.position === 'absolute' && overlay.content !== 'none') continue;
        const { width, height } = target.getBoundingClientRect();
        const sentence = e.parentElement.textContent.trim().length > e.textContent.trim().length;
        const inText = e.tagName === 'A' && getComputedStyle(e).display === 'inline' && sentence;
        if (!inText && (width < 24 || height < 24)) wrong.push(`target of ${width.toFixed()}x${height.toFixed()}: ${called(e)}`);
        const isButton = e.tagName === 'BUTTON' || e.classList.contains('button');
        if (isButton && height < 43.5) wrong.push(`button ${height.toFixed()} px high: ${called(e)}`);
    }

    for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
        if (!e.labels.length && !e.ariaLabel) wrong.push(`nobody says what this is: ${called(e)}`);
    }

    const paper = grounds(document.body);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const told = new Set();
    while (texts.nextNode()) {
        const e = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !shown(e) || hiddenFromEyes(e) || e.closest('script, style, svg, datalist, option, :disabled')) continue;
        const ground = grounds(e);
        if (ground === null) continue;
        const ink = rgba(getComputedStyle(e).color);
        ink[3] *= seeThrough(e);
        const found = contrast(over(ink, ground), ground);
        const onPaper = ground.every((part, i) => Math.abs(part - paper[i]) < 1);
        const body = onPaper && e.closest('main') !== null && e.closest('p, li, dd, td, h1, h2, h3') !== null;
        const least = body && !e.closest('.soft, .status, .button, a') ? 7 : 4.5;
        const line = `contrast ${found.toFixed(2)} < ${least}: ${called(e)}`;
        if (found < least - 0.005 && !told.has(line)) {
            told.add(line);
            wrong.push(line);
        }
    }
    return wrong;
}
