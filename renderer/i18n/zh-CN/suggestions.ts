export const suggestions = {
  oneCoveredSeveralSources: '一个人看多个来源',
  oneCoveredSeveralSources_says:
    '有 {{minutes}} 分钟里只有 {{name}} 在接提问，弹幕却来自 {{sources}} 个来源，{{overTime}} 个提问超了 30 秒。',
  oneCoveredSeveralSources_todo: '几个来源同时热闹的时候多排一位助播，按来源分工。',

  nobodyAtTheQueue: '没人接提问',
  nobodyAtTheQueue_says: '有 {{minutes}} 分钟没人接提问，{{overTime}} 个提问超了 30 秒。',
  nobodyAtTheQueue_todo: '给整场排好值守；实在排不出人的时段，提前打开“无人值守”。',

  missesAtItemChange: '换品时顾不上提问',
  missesAtItemChange_says:
    '{{ofOverTime}} 个超过 30 秒的提问里，{{overTime}} 个是换品后 {{seconds}} 秒内问的，涉及 {{changes}} 次换品。',
  missesAtItemChange_todo: '换品前留半分钟答完上一品，让助播先备好下一品的回复。',

  rushOfQuestions: '提问扎堆',
  rushOfQuestions_says:
    '有 {{minutes}} 分钟提问扎堆：{{questions}} 个提问、{{people}} 个人在答，{{overTime}} 个超了 30 秒。',
  rushOfQuestions_todo: '提问容易扎堆的地方安排一段集中答疑，或多备几条常用回复。',

  longWaits: '有一段让人久等',
  longWaits_says:
    '开播 {{from}} 到 {{to}} 的 {{questions}} 个提问，一半等了 {{wait}}以上；其余时段的中位数是 {{usual}}。',
  longWaits_saysNever:
    '开播 {{from}} 到 {{to}} 的 {{questions}} 个提问，一半以上没有等到答复；其余时段的中位数是 {{usual}}。',
  longWaits_todo: '开播 {{from}} 前后加一位助播，或先停一停集中回答。',

  rateBelowOwn: '30 秒达成率低于平时',
  rateBelowOwn_says:
    '30 秒达成率 {{rate}}（{{inTime}}/{{eligible}}），低于你之前 {{shows}} 场的中位数 {{median}}。',
  rateBelowOwn_todo: '按等待时间排一排提问表，看是哪几分钟、哪类问题拖慢的。',

  productQuestions: '同一件事被反复问',
  productQuestions_says:
    '{{number}}号 {{title}} 的{{intent}}问题有 {{asked}} 人次在问，合成 {{threads}} 个提问。',
  productQuestions_todo_size: '把尺码表放到 {{number}}号的商品卡上，讲解一开始就报一遍。',
  productQuestions_todo_productAttribute: '把材质、成分这类信息写进 {{number}}号的卖点，讲解时先说。',
  productQuestions_todo_usage: '把用法写进 {{number}}号的卖点，演示一遍。',
  productQuestions_todo_shipping: '把发货时间和运费写到 {{number}}号的商品卡上。',
  productQuestions_todo_afterSale: '把退换规则写到 {{number}}号的商品卡上。',
  productQuestions_todo_price: '{{number}}号的价格在画面上多留一会儿，口播再报一遍。',
  productQuestions_todo_coupon: '把优惠券的领法写到 {{number}}号的商品卡上。',
  productQuestions_todo_other: '把答案写到 {{number}}号的商品卡上。',
  productQuestions_missing: '商品资料里还没有这个答案，补上以后助播也能直接用。',
  productQuestions_present: '商品资料里已有答案，照着放上去就行。',

  answeredByHand: '同样的回复手打了很多遍',
  answeredByHand_says:
    '{{number}}号 {{title}} 的{{intent}}问题打字回了 {{threads}} 次，有 {{wordings}} 种说法。',
  answeredByHand_saysShop: '不针对某个商品的{{intent}}问题打字回了 {{threads}} 次，有 {{wordings}} 种说法。',
  answeredByHand_todo: '给 {{number}}号的{{intent}}问题挑一种说法存成常见问答，下次一键发出。',
  answeredByHand_todoShop: '给{{intent}}问题挑一种说法存成常用回复，下次一键发出。',

  askedAfterItem: '讲完了还有人问',
  askedAfterItem_says: '{{number}}号 {{title}} 讲完以后又来了 {{threads}} 个提问，一半在讲完 {{after}}以后。',
  askedAfterItem_todo: '在排品表后段给 {{number}}号留一次返场，或把问得最多的答案上墙。',

  itemOverran: '总是讲超时',
  itemOverran_says:
    '{{number}}号 {{title}} 排了 {{shows}} 场，{{times}} 场讲超：计划 {{planned}}，实际 {{aired}}（中位数）。',
  itemOverran_todo: '把 {{number}}号的计划时长改成 {{aired}}，或删掉一两个卖点。',

  soldOutWhileWanted: '售罄以后还有人要',
  soldOutWhileWanted_says:
    '{{number}}号 {{title}} 在 {{at}} 售罄，之后还有 {{questionsAfter}} 个提问、{{ordersAfter}} 笔订单。',
  soldOutWhileWanted_todo: '{{number}}号多备一些，或在商品卡上写明补货时间。',

  troubleAndLeavers: '出状况时在线少了',
  troubleAndLeavers_says:
    '{{about}}出过 {{incidents}} 次状况，前一分钟平均在线 {{before}}，两分钟后是 {{after}}，比平常走得多。只能说时间上重合。',
  troubleAndLeavers_todo_output: '开播前在预检里测一次上行，备一条有线网络。',
  troubleAndLeavers_todo_source: '检查摄像头的线和接口，开播前在预检里看一眼画面。',
  troubleAndLeavers_todo_frames: '关掉占用电脑的程序，或把画面尺寸降一档。',
  troubleAndLeavers_todo_sound: '换一支话筒或换条线，开播前在预检里听一遍。',
  troubleAndLeavers_todo_machine: '插上电源，关掉占用电脑的程序再开播。',
  about_output: '推流',
  about_source: '摄像头或屏幕',
  about_frames: '画面',
  about_sound: '声音',
  about_machine: '电脑',

  recordingLost: '录像没有保全',
  recordingLost_says: '{{recordings}} 段录像里有 {{lost}} 段没有完整保存。',
  recordingLost_todo: '开播前看预检里的磁盘空间，下播时等录像收好再关窗口。',

  overriddenThenTrouble: '跳过预检后出了状况',
  overriddenThenTrouble_says:
    '跳过预检里的 {{lines}} 项开播，开播 {{minutes}} 分钟内出了 {{incidents}} 次状况。',
  overriddenThenTrouble_todo: '提前半小时做预检，红色的先解决再开播。',

  shoutOutsUnused: '点名提示大多没用上',
  shoutOutsUnused_says: '{{prompted}} 次点名提示里，{{skipped}} 次跳过，{{expired}} 次过时。',
  shoutOutsUnused_todo: '把点名的间隔调长、理由减少，只留值得点的。',

  shoutOutsUneven: '点名有所偏重',
  shoutOutsUneven_says:
    '给{{tier}}的点名提示用上了 {{thanked}}/{{prompted}}，给{{other}}的是 {{otherThanked}}/{{otherPrompted}}。',
  shoutOutsUneven_todo: '下场留意{{tier}}的提示，别总让给{{other}}。',

  vipsNotGreeted: 'VIP 来了没点到名',
  vipsNotGreeted_says: '{{seen}} 位 VIP 来过，叫到名字的有 {{greeted}} 位。',
  vipsNotGreeted_todo: '下场先点 VIP 的名，助播看到了也可以手动推送。',

  claimsLapsed: '认领了没答上',
  claimsLapsed_says:
    '{{name}} 认领 {{claims}} 次，{{lapsed}} 次到时没答，这些提问里 {{overTime}} 个超了 30 秒。',
  claimsLapsed_todo: '和 {{name}} 约好：答不上就马上放回队列，一次只认领一个。',

  slotKeepsMore: '有个时段更留得住人',
  slotKeepsMore_says:
    '{{weekday}} {{hour}} 点档的观众有 {{rate}} 之后又来了（{{returned}}/{{viewers}}），你 {{slots}} 个时段的中位数是 {{median}}。',
  slotKeepsMore_todo: '排期时优先放在{{weekday}} {{hour}} 点，再看几场是否还这样。',

  answersAndOrders: '答得快与下单',
  answersAndOrders_says:
    '30 秒内得到答复的提问者有 {{answeredRate}} 下单（{{answeredOrdered}}/{{answered}}），其余是 {{restRate}}（{{restOrdered}}/{{rest}}），相差 {{difference}} 个百分点，95% 区间 {{low}} 到 {{high}}。这是相关，不是因果。',
  answersAndOrders_todo: '值得守住 30 秒，下一场看看是否还这样。',

  lastShow: '上一场的建议',
  lastShowNone: '上一场没有要特别留意的。数据够多、差别够明显，才会在这里提。',
  lastShowDecided: '上一场的建议都看过了，采纳的会出现在预检页的清单里。',
  evidenceInReview: '看依据',
  moreInReview: '看依据，还有 {{more}} 条',
  accept: '采纳',
  leave: '不用',
  accepted: '已放进下场清单',
  dismissed: '不再提',
  notKept: '没有记下来，请再试一次。',

  checklist: '上次说好要做的',
  checklistCount: '{{done}} / {{count}}',
  checklistMore: '还有 {{count}} 条',
  tickDone: '做好了',
  tickNotThisTime: '这次不做',
  isDone: '这场做好了',
  isNotThisTime: '这次不做',
  doneShows: '已经做到 {{shows}} 场，满 {{of}} 场就不再列出。',

  seconds: '{{seconds}} 秒',
  minutes: '{{minutes}} 分钟',
  minutesSeconds: '{{minutes}} 分 {{seconds}} 秒',
}
