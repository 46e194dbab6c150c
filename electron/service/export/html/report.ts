import type { Review } from '#shared/domain/review/review.ts'
import type { ExportSource } from '../export-source.ts'
import type { ExportWords } from '../words/words.ts'
import { formatsIn, type Formats } from './format.ts'
import { html, Html, jsonData, typed } from './html.ts'
import { minuteCurve } from './minute-curve.ts'
import { association, incidents, people, products, shoutOuts } from './people-sections.ts'
import { definitions, everyQuestion, headline, questions, summary } from './sections.ts'
import { STYLE } from './style.ts'

/**
 * The review as one HTML file: nothing in it is fetched, nothing runs, and what people typed is text. The figures lie
 * in it once more as JSON, in a `script` element of the type application/json with the id `huitou-review`: what
 * `huitou review --json` prints.
 */
export function htmlReport({ review, madeAtMs }: ExportSource, words: ExportWords): string {
  const formats = formatsIn(words)
  const { session, metrics } = review
  const { report } = words
  const data = { sessionId: session.sessionId, ...metrics }
  return html`<!doctype html>
    <html lang="${words.language}">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${session.title} · ${report.subtitle}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <div class="brand"><b>${report.brand}</b><span>${report.subtitle}</span></div>
            <h1>${typed(session.title)}</h1>
            <div class="when">${whenText(review, formats)}</div>
            ${notices(review, words)}
          </header>
          ${summary(review, words, formats)} ${headline(review, words, formats)}
          <h2>${report.curve}</h2>
          ${minuteCurve(review, words, formats)} ${questions(review, words, formats)}
          ${products(review, words, formats)} ${people(review, words, formats)}
          ${shoutOuts(review, words, formats)} ${association(review, words, formats)}
          ${incidents(review, words, formats)} ${everyQuestion(review, words, formats)}
          ${definitions(review, words, formats)}
          <footer>
            <span>${report.madeAt(formats.dateTime(madeAtMs))}</span
            ><span>${report.sessionId} ${session.sessionId}</span>
          </footer>
        </main>
        <script type="application/json" id="huitou-review">
          ${jsonData(data)}
        </script>
      </body>
    </html> `.markup
}

const whenText = ({ session: { fromMs, toMs } }: Review, formats: Formats): string =>
  `${formats.dateTime(fromMs)} – ${formats.time(toMs)} · ${formats.span(toMs - fromMs)}`

function notices({ session }: Review, { report }: ExportWords): Html {
  const said = [
    session.kind === 'rehearsal' ? report.rehearsal : null,
    session.endReason === 'abandoned'
      ? report.crashed
      : session.endedAtMs === null
        ? report.stillRunning
        : null,
  ].filter((sentence) => sentence !== null)
  return html`${said.map((sentence) => html`<p class="notice">${sentence}</p>`)}`
}
