import type { suggestions as zh } from '../zh-CN/suggestions.ts'

export const suggestions = {
  oneCoveredSeveralSources: 'One person, several sources',
  oneCoveredSeveralSources_says:
    'For {{minutes}} minutes {{name}} alone answered questions from {{sources}} chat sources; {{overTime}} ran past 30 s.',
  oneCoveredSeveralSources_todo:
    'When several sources are busy, put a second moderator on, each with a source of their own.',

  nobodyAtTheQueue: 'Nobody at the queue',
  nobodyAtTheQueue_says: 'For {{minutes}} minutes nobody took any question; {{overTime}} ran past 30 s.',
  nobodyAtTheQueue_todo:
    'Plan who is on duty for the whole show; where nobody can be, switch on unattended hours.',

  missesAtItemChange: 'Questions lost when the product changes',
  missesAtItemChange_says:
    'Of {{ofOverTime}} questions past 30 s, {{overTime}} came within {{seconds}} s of a new product, at {{changes}} changes.',
  missesAtItemChange_todo:
    'Leave half a minute for the last questions before each change, with replies for the next product at hand.',

  rushOfQuestions: 'Questions all at once',
  rushOfQuestions_says:
    'In {{minutes}} busy minutes {{questions}} questions met {{people}} people; {{overTime}} ran past 30 s.',
  rushOfQuestions_todo: 'Plan a Q&A segment where questions crowd, or have more canned replies ready.',

  longWaits: 'A stretch of long waits',
  longWaits_says:
    'Between {{from}} and {{to}}, half of {{questions}} questions waited {{wait}} or more; elsewhere the median was {{usual}}.',
  longWaits_saysNever:
    'Between {{from}} and {{to}}, half or more of {{questions}} questions were never answered; elsewhere the median wait was {{usual}}.',
  longWaits_todo: 'Add a moderator around {{from}} of the show, or pause there to answer.',

  rateBelowOwn: 'Below your usual 30-second rate',
  rateBelowOwn_says:
    'Answered within 30 s: {{rate}} ({{inTime}}/{{eligible}}), below the median of your {{shows}} earlier shows, {{median}}.',
  rateBelowOwn_todo: 'Sort the questions by waiting time to see which minutes and which kind were slow.',

  productQuestions: 'The same thing asked again and again',
  productQuestions_says:
    'No. {{number}} {{title}}: {{intent}} was asked about {{asked}} times, in {{threads}} questions.',
  productQuestions_todo_size: 'Put the size chart on the card of no. {{number}} and say it first.',
  productQuestions_todo_productAttribute:
    'Put material and the like into the selling points of no. {{number}} and say it first.',
  productQuestions_todo_usage: 'Put how to use no. {{number}} into its selling points and show it once.',
  productQuestions_todo_shipping: 'Put dispatch time and postage on the card of no. {{number}}.',
  productQuestions_todo_afterSale: 'Put the return policy on the card of no. {{number}}.',
  productQuestions_todo_price: 'Keep the price of no. {{number}} on the picture longer and say it again.',
  productQuestions_todo_coupon: 'Put how to get the coupon on the card of no. {{number}}.',
  productQuestions_todo_other: 'Put the answer on the card of no. {{number}}.',
  productQuestions_missing:
    'What you know of the product does not say it yet; once added, moderators can use it too.',
  productQuestions_present: 'What you know of the product has the answer already.',

  answeredByHand: 'The same reply typed many times',
  answeredByHand_says:
    'No. {{number}} {{title}}: {{intent}} was answered in writing {{threads}} times, in {{wordings}} wordings.',
  answeredByHand_saysShop:
    'Of no product in particular: {{intent}} was answered in writing {{threads}} times, in {{wordings}} wordings.',
  answeredByHand_todo:
    'Keep one wording about {{intent}} as an FAQ of no. {{number}}, to be sent with one key.',
  answeredByHand_todoShop: 'Keep one wording about {{intent}} as a canned reply, to be sent with one key.',

  askedAfterItem: 'Asked after it was over',
  askedAfterItem_says:
    'No. {{number}} {{title}} drew {{threads}} more questions after it left the air, half of them {{after}} later or more.',
  askedAfterItem_todo:
    'Give no. {{number}} a second turn late in the run-sheet, or pin the commonest answer to the wall.',

  itemOverran: 'Always runs over',
  itemOverran_says:
    'No. {{number}} {{title}} ran over in {{times}} of {{shows}} shows: planned {{planned}}, on air {{aired}} (medians).',
  itemOverran_todo: 'Plan {{aired}} for no. {{number}}, or drop a selling point or two.',

  soldOutWhileWanted: 'Wanted after it sold out',
  soldOutWhileWanted_says:
    'No. {{number}} {{title}} sold out at {{at}}; {{questionsAfter}} questions and {{ordersAfter}} orders came after.',
  soldOutWhileWanted_todo: 'Have more of no. {{number}}, or put on its card when it is back.',

  troubleAndLeavers: 'Fewer viewers after trouble',
  troubleAndLeavers_says:
    '{{about}} had trouble {{incidents}} times: {{before}} online on average a minute before, {{after}} two minutes after, more gone than usual. They coincide; that proves no cause.',
  troubleAndLeavers_todo_output: 'Measure the uplink in the pre-flight check and have a cable ready.',
  troubleAndLeavers_todo_source:
    'Check the cable and socket of the camera, and look at its picture in the pre-flight check.',
  troubleAndLeavers_todo_frames: 'Close what burdens the computer, or take a smaller picture.',
  troubleAndLeavers_todo_sound: 'Change microphone or cable, and listen in the pre-flight check.',
  troubleAndLeavers_todo_machine: 'Plug it in and close what burdens it before going live.',
  about_output: 'The output',
  about_source: 'A camera or screen',
  about_frames: 'The picture',
  about_sound: 'The sound',
  about_machine: 'The computer',

  recordingLost: 'A recording is not whole',
  recordingLost_says: 'Of {{recordings}} recordings, {{lost}} were not saved whole.',
  recordingLost_todo:
    'Look at the disk space in the pre-flight check, and let the recording finish before closing the window.',

  overriddenThenTrouble: 'Trouble after overriding the check',
  overriddenThenTrouble_says:
    'The show went live against {{lines}} lines of the check; {{incidents}} incidents followed within {{minutes}} minutes.',
  overriddenThenTrouble_todo: 'Run the check half an hour earlier and mend what is red before going live.',

  shoutOutsUnused: 'Most shout-outs came to nothing',
  shoutOutsUnused_says:
    'Of {{prompted}} shout-out prompts, {{skipped}} were skipped and {{expired}} ran out.',
  shoutOutsUnused_todo: 'Space them further apart and keep only the reasons that matter.',

  shoutOutsUneven: 'Shout-outs favour one tier',
  shoutOutsUneven_says:
    'Prompts used: {{thanked}} of {{prompted}} for {{tier}}, {{otherThanked}} of {{otherPrompted}} for {{other}}.',
  shoutOutsUneven_todo: 'Watch for prompts for {{tier}} next time, not only those for {{other}}.',

  vipsNotGreeted: 'VIPs nobody greeted',
  vipsNotGreeted_says: '{{seen}} VIPs came; {{greeted}} of them heard their name.',
  vipsNotGreeted_todo: 'Greet VIPs first next time; a moderator can also push a prompt by hand.',

  claimsLapsed: 'Claimed and not answered',
  claimsLapsed_says:
    '{{name}} claimed {{claims}} times and {{lapsed}} claims ran out; {{overTime}} of those questions passed 30 s.',
  claimsLapsed_todo: 'Agree with {{name}}: release at once what cannot be answered, and hold one at a time.',

  slotKeepsMore: 'An hour that keeps viewers',
  slotKeepsMore_says:
    '{{weekday}} {{hour}}:00: {{rate}} of its viewers came back ({{returned}}/{{viewers}}); the median of your {{slots}} slots is {{median}}.',
  slotKeepsMore_todo: 'Prefer {{weekday}} {{hour}}:00 when planning, and see whether it holds.',

  answersAndOrders: 'Quick answers and orders',
  answersAndOrders_says:
    '{{answeredRate}} of askers answered within 30 s ordered ({{answeredOrdered}}/{{answered}}), {{restRate}} of the rest ({{restOrdered}}/{{rest}}): {{difference}} points apart, 95 % interval {{low}} to {{high}}. An association, not a cause.',
  answersAndOrders_todo: 'Worth holding the 30 seconds; see whether the next show says the same.',

  lastShow: 'What the last show suggests',
  lastShowNone:
    'Nothing in particular. Something stands here only when there is enough data and a clear difference.',
  lastShowDecided: 'All looked at. What you took is on the checklist of the pre-flight page.',
  evidenceInReview: 'See the evidence',
  moreInReview: 'See the evidence and {{more}} more',
  accept: 'Take it',
  leave: 'Leave it',
  accepted: 'On the next checklist',
  dismissed: 'Left',
  notKept: 'This was not kept. Please try again.',

  checklist: 'What you meant to do',
  checklistCount: '{{done}} / {{count}}',
  checklistMore: '{{count}} more',
  tickDone: 'Done',
  tickNotThisTime: 'Not this time',
  isDone: 'Done for this show',
  isNotThisTime: 'Not this time',
  doneShows: 'Done in {{shows}} shows so far; after {{of}} it leaves this list.',

  seconds: '{{seconds}} s',
  minutes: '{{minutes}} min',
  minutesSeconds: '{{minutes}} min {{seconds}} s',
} satisfies Record<keyof typeof zh, string>
