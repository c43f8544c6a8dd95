// Scores answers with Mozilla's own scanner: node observatory.mjs SCANNER < [{url, status, headers, html}] > [{score, grade, why}]
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const scanner = process.argv[2];
const part = (name) => import(pathToFileURL(join(scanner, name)));
const [{ ALL_TESTS }, { Requests }, { Session }, { parseHttpEquivHeaders }, grader, charts] = await Promise.all(
    ['constants.js', 'types.js', 'retriever/session.js', 'retriever/utils.js', 'grader/grader.js', 'grader/charts.js'].map(part),
);
const { AxiosHeaders } = createRequire(join(scanner, 'index.js'))('axios');

// What the scanner would have asked for itself: the page over HTTPS, the same over HTTP, which leads there, and a CORS request.
const requestsOf = ({ url, status, headers, html }) => {
    const at = new URL(url);
    const requests = new Requests(at.hostname);
    const answer = () => ({ headers: new AxiosHeaders(headers), request: { headers: new AxiosHeaders() }, status, verified: true, data: html, config: { headers: new AxiosHeaders() } });
    requests.resources.path = html;
    requests.responses.auto = { ...answer(), httpEquiv: parseHttpEquivHeaders(html, url) };
    requests.responses.cors = answer();
    requests.responses.http = answer();
    requests.responses.https = answer();
    requests.responses.httpRedirects = [
        { url: new URL(url.replace('https:', 'http:')), status: 301 },
        { url: at, status },
    ];
    requests.responses.httpsRedirects = [{ url: at, status }];
    requests.session = new Session(at);
    for (const cookie of [headers['set-cookie'] ?? []].flat()) requests.session.jar.setCookieSync(cookie, url);
    return requests;
};

const scored = (answer) => {
    const requests = requestsOf(answer);
    const results = ALL_TESTS.map((test) => test(requests)).filter(({ result }) => result);
    const told = results.map(({ result }) => [result, grader.getScoreModifier(result)]);
    const sum = (modifiers) => modifiers.reduce((all, [, one]) => all + one, 100);
    const uncurved = sum(told.filter(([, one]) => one < 0));
    const score = uncurved >= charts.MINIMUM_SCORE_FOR_EXTRA_CREDIT ? sum(told) : uncurved;
    return { ...grader.getGradeForScore(score), why: told.filter(([, one]) => one !== 0).map(([what, one]) => `${what} ${one}`) };
};

const answers = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(answers.map(scored)));
