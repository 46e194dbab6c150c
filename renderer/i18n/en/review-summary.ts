import type { reviewSummary as zh } from '../zh-CN/review-summary.ts'

export const reviewSummary = {
  came: 'The show lasted {{span}}; {{uv}} viewers came and watched for {{watch}} on average.',
  uncounted: 'The show lasted {{span}}; its chat sources do not tell who came.',
  nobody: 'The show lasted {{span}}. Nobody came in and nobody wrote.',
  questions: 'Of {{threads}} questions, {{rate}} were answered within 30 s and none was left out.',
  questionsMissed:
    'Of {{threads}} questions, {{rate}} were answered within 30 s and {{missed}} were never answered.',
  questionsJustBefore: 'All {{threads}} questions came less than 30 s before the end and were not answered.',
  noQuestions: 'Nobody asked anything.',
  orders: '{{buyers}} buyers placed {{orders}} orders for {{gmv}}.',
  noOrders: 'No order was recorded.',
  incidents: 'Picture, sound or a link had trouble {{n}} times.',
  compared: 'Against the median of your own {{n}} earlier shows: {{parts}}.',
  against: '{{name}} {{difference}}',

  headline: 'Six headline numbers',
  opens: '{{name}} {{value}}; see its formula and rows',
  median: 'median {{value}} · n={{n}}',
  formula: 'Formula',
  thisShow: 'This show',
  mind: 'Mind',
  ownMedian: 'Own median of earlier shows',
  rows_curve: 'See it minute by minute',
  rows_questions: 'See these questions',
  rows_products: 'See each product',
  rows_people: 'See each shout-out',
  all: 'All {{count}} metrics',
  fewer: 'Fold the metrics away',
} satisfies Record<keyof typeof zh, string>
