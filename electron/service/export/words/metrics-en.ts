import type { MetricKey } from '#shared/domain/review/metrics.ts'
import type { MetricWords } from './words.ts'

const of = (name: string, formula: string, caveat: string): MetricWords => ({ name, formula, caveat })

/** The words of the review page (its namespace `metrics`), by the definitions of docs/metrics.md. */
export const metricsEn: Readonly<Record<MetricKey, MetricWords>> = {
  uv: of(
    'Viewers (UV)',
    'Distinct viewers who came.',
    'Viewers without an account count by device: one person on two devices is two.',
  ),
  pv: of(
    'Entries (PV)',
    'How often somebody came into the room; each time counts.',
    'Whoever was there before going live and stayed counts once.',
  ),
  pcu: of(
    'Peak online',
    'The most distinct viewers present at one moment.',
    'From every coming and going to the millisecond, not sampled by the minute.',
  ),
  pcuBucketMs: of(
    'Grain of presence',
    'How long the moments are of which the peak is taken.',
    'Presence is known to the millisecond.',
  ),
  watchMs: of(
    'Total watch time',
    'Presence of all viewers added up.',
    'Overlapping presence of one viewer counts once; time before and after the show does not.',
  ),
  watchMsPerViewer: of(
    'Watch time per viewer',
    'Total watch time ÷ viewers.',
    'A mean: a few who stay from beginning to end pull it up.',
  ),
  messages: of(
    'Messages',
    'Chat messages received in the show.',
    'Those of muted viewers and with blocked words count too: somebody wrote them.',
  ),
  interactors: of('Viewers who wrote', 'Distinct viewers who wrote in chat.', 'Likes alone do not count.'),
  interactionRate: of(
    'Interaction rate',
    'Viewers who wrote ÷ viewers.',
    'Likes apart. Some sources tell messages but not who came: then it is too high and may pass 100%.',
  ),
  likes: of('Likes', 'All likes received.', 'One viewer can give many.'),
  likers: of(
    'Viewers who liked',
    'Distinct viewers who gave a like.',
    'Not counted where the source does not say who it was.',
  ),
  threads: of(
    'Questions',
    'Detected questions; those that ask the same thing are one.',
    'Without those marked “not a question” and merged ones. Detection errs at times.',
  ),
  eligible: of(
    'Questions decided',
    'All questions but those whose clock still ran at the end.',
    'Those still running at the end stand apart and are no miss.',
  ),
  within30s: of(
    'Answered within 30 s',
    'Questions answered at most 30 s after the earliest message was sent.',
    'A late answer stays a miss whatever is done later.',
  ),
  within30sRate: of(
    '30-second rate',
    'Answered within 30 s ÷ questions decided. Unanswered is a miss.',
    'Those still running at the end stand apart. With few questions, one or two make a big difference.',
  ),
  late: of('Answered late', 'Answered, but after more than 30 s.', 'Counts as answered, not as in time.'),
  missed: of(
    'Not answered',
    'Past 30 s and without an answer at the end of the show.',
    'What the host said aloud and nobody marked is in here too.',
  ),
  pendingAtEnd: of(
    'Still running at the end',
    'Without an answer when the show ended, their 30 s not over.',
    'Neither a miss nor in time.',
  ),
  answered: of(
    'Questions answered',
    'Answered aloud, by text or on the wall, late answers too.',
    'What the host said aloud and nobody marked is not known here.',
  ),
  replyRate: of(
    'Reply rate',
    'Questions answered ÷ questions detected, without those marked “not a question”.',
    'A late answer is an answer; for speed see the 30-second rate.',
  ),
  responseP50Ms: of(
    'Response time (median)',
    'From the earliest message to the answer; half of the questions took no longer.',
    'Answered ones only: read it together with the reply rate.',
  ),
  responseP90Ms: of(
    'Response time (9 in 10)',
    'From the earliest message to the answer; nine in ten took no longer.',
    'Answered ones only: read it together with the reply rate.',
  ),
  automaticAnswers: of(
    'Automatic answers',
    'Questions the studio answered by itself in unattended hours.',
    'They count in the reply rate and the 30-second rate.',
  ),
  dismissed: of(
    'Marked “not a question”',
    'Threads that somebody marked as no question.',
    'They count in no rate.',
  ),
  merged: of(
    'Merged questions',
    'Threads that were merged into another.',
    'Their askers and earliest time count there.',
  ),
  orders: of(
    'Orders',
    'Orders placed in the show, without those refunded in full.',
    'Orders that arrived later but were placed during the show count too.',
  ),
  buyers: of(
    'Buyers',
    'Distinct buyers in the show, without orders refunded in full.',
    'One person on several platforms is one where the library knows it.',
  ),
  conversionRate: of(
    'Conversion rate',
    'Buyers ÷ viewers.',
    'Buyers who watched elsewhere are not among the viewers and make it too high.',
  ),
  gmvFen: of(
    'Sales (GMV)',
    'What the show’s orders brought, less refunds.',
    'Later refunds still change it.',
  ),
  gpmFen: of(
    'GPM (sales per 1,000 entries)',
    'Sales × 1,000 ÷ entries.',
    'With few entries one order moves it a lot.',
  ),
  uvValueFen: of('Sales per viewer', 'Sales ÷ viewers.', 'With few viewers one order moves it a lot.'),
  aovFen: of('Sales per buyer', 'Sales ÷ buyers.', 'By person: several orders of one buyer are one.'),
  refundedOrders: of(
    'Refunded orders',
    'Orders of the show that were refunded in full.',
    'A recent show may still see more refunds: do not compare it with an old one.',
  ),
  refundedFen: of(
    'Refunds',
    'What was refunded of the show’s orders.',
    'A recent show may still see more refunds: do not compare it with an old one.',
  ),
  shoutOutsPrompted: of(
    'Shout-out prompts',
    'How often the host was prompted to greet somebody.',
    'Paced: more fans do not make them denser.',
  ),
  shoutOutsThanked: of(
    'Shout-outs done',
    'Prompts after which the host greeted the fan.',
    'A greeting that nobody marked is not known here.',
  ),
}
