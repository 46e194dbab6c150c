import { Command } from 'commander'
import { classify } from '#shared/domain/questions/classify.ts'
import { linesOf } from './lines.ts'
import { writeLines } from './output.ts'

/** `huitou classify`: one message a line in, one JSON object a line out, in the same order and number. */
export function classifyCommand(): Command {
  return new Command('classify')
    .description('say for each line of standard input whether it is a question, and about what')
    .action(async () => {
      await writeLines(classified(linesOf(process.stdin)))
    })
}

async function* classified(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of lines) {
    const { question, intent, confidence } = classify(text)
    yield JSON.stringify({ text, question, intent, confidence })
  }
}
