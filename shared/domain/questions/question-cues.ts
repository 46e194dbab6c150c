import type { PhraseGroup } from './phrase-matcher.ts'

/*
 * What makes a message a question, and what makes it something else. Each group is one kind of evidence; what it
 * weighs stands in question-rules.ts. Notation: see PhraseGroup (`^` begins, `$` ends a clause, `_` space, `#` number).
 */

const CHINESE_ASKING = {
  /** 吗 and its spellings: the plainest sign there is. */
  particle: { words: '吗 没吗 有马$ 货马$ 以马$ 是马$ 还马$ ma$ 咩$ 伐$ 否$' },
  /** 么 at the end stands for 吗 (能退么), unless it belongs to 什么, 怎么, 多么 … */
  finalMe: { words: '么$' },
  /** 嘛 asks (有货嘛) or insists (好看嘛). */
  softMa: { words: '嘛$ 嘛啊$' },
  /** 呢 asks after a noun or a question word (链接呢), and else describes (等着呢). */
  softNe: { words: '呢$ 来着$ 呐$ 哩$ 嘞$' },
  /** 吧 asks for confirmation (是真丝的吧), and else suggests (买吧). */
  softBa: { words: '吧$' },
  /** A verb with a bare negation behind it: 有货不, 发货没, 到了没有. */
  trailingNegation: {
    words: `不$ 没$ 没有$ 没得$ 没啊$ 不啊$ 不呀$ 没呀$ 不呢$ 没呢$ 不嘛$ 不哦$ 没哦$ 不哈$ 不咯$ 木有$ 有没$ 了没呀$ 了没有呀$ 了没有啊$ 不亲$ 没亲$
      有没的$ 不老板$ 不姐$ 没姐$ 不宝$ 没宝$ 不主播$ 没主播$`,
  },
  /** Fixed "A or not A" forms; the open form (贵不贵, 发没发) is found by its shape. */
  aNotA: {
    words: `是不是 有没有 有木有 有冇 有无 能不能 会不会 要不要 可不可以 能否 是否 可否 得唔得 系唔系 好唔好 可不可 得行不 中不中 行不行 该不该 需不需要 用不用 喜不喜欢
      合不合适 方不方便 包不包 还有没 还补不`,
  },
  quantity: {
    words: `多少 多钱 好多钱 几 第几 周几 星期几 礼拜几 几时 多久 多大 多长 多高 多重 多宽 多厚 多远 多深 多粗 多长时间 啥价 咩价 几多 几钿 duoshao 多快 多甜 多辣
      多硬`,
  },
  manner: {
    words:
      '怎么 怎莫 怎样 怎麽 咋 如何 肿么 咋样 怎么样 咋个 啷个 点样 怎办 zenme 咋整 咋弄 弄啥 嘎哈 咋办 怎么办 点买 点算',
  },
  thing: {
    words: `什么 啥 神马 甚么 啥子 么子 哪 哪个 哪款 哪里 哪儿 哪种 哪些 哪家 哪件 什么时候 啥时候 何时 什么时间 多会儿 搁哪 边度 边个 乜 shenme 谁出 谁承担 谁付
      谁掏 谁负责 找谁 那里买 在那里$`,
  },
  reason: {
    words: '为什么 为啥 为何 为毛 点解 什么原因 怎么回事 咋回事 什么意思 啥意思 什么情况 啥情况 怎么了 咋了',
  },
  person: { words: '谁' },
  /** 红色还是蓝色: a choice put before the host. */
  choice: { words: '还是 或者是 抑或 还系' },
  /** Announces a question. */
  announce: {
    words: `请问 想问 问一下 问下 请教 咨询 想知道 想了解 了解一下 打听 求解 求回复 求解答 求问 求助 求教 问个 提问 有个问题 麻烦问 弱弱的问 弱弱问 告诉我 跟我说 回答我
      回答一下 解答一下 解答下 回一下 回下我 能说说 说一下 说下 讲下 看看我 看我消息 理我一下 问你`,
  },
  /** Asks for something to be given or put up: 求链接, 报个价, 弹一下5号. */
  giveMe: {
    words: `^求 求个 求链 求同款 求推荐 求尺码 求返场 求补 求优惠 求券 跪求 给个 给张 给条 发一下 发下 发个 给一下 给下 报一下 报下 报个 报价 来个链 上链接 上个链接
      挂链接 挂一下 挂下 挂个 弹一下 弹下 弹个 弹出 置顶 推荐一 推荐个 推荐下 加库存 加点库存 补货通知 补点 放一波 再放 上点库存 要链接 想要链接 说下价 上库存 开价
      再便宜 便宜点 便宜一点 优惠点 优惠一点 少点 再送 多送 实在价`,
  },
  /** Asks to be shown or told about a product: 讲一下3号, 转个身. */
  showMe: {
    words: `讲一下 讲下 讲讲 再讲 介绍一下 介绍下 再介绍 介绍介绍 试一下 试下 试穿 上身 看一下 看下 看看背 看看后 看看里 看看面 看看细 看看走 看看正 看看侧 看看效 展示
      对比一下 对比下 对比 转个身 转一圈 转个圈 拉近 靠近 近一点 近点 拿近 涂一下 过一下 上一下 穿一下 戴一下 打开看 翻开 比一下 说说 再看看 想看 上手 讲解一下 讲解下
      弹窗 拆开看`,
  },
  /** A polite or urgent plea to the host or the service desk to do something. */
  plea: {
    words: `帮我 帮忙 麻烦 能帮 可以帮 催一下 催下 催催 查一下 查下 查查 查询 改一下 改下 处理一下 处理下 核实 备注 尽快 退一下 换一下 补发 补一下 给我退 给我换 给我补
      我要退 我想退 要退款 要退货 我要换 想换 想退 要取消 要开发票 给个说法 帮看 帮查 取消订单 帮取消 帮改 给我推 给我发 退差 解决一下 联系一下`,
  },
  /** Something does not work or did not come: told to the host so that they do something about it. */
  problem: {
    words: `打不开 点不开 点不了 用不了 领不了 付不了 拍不了 下不了 提交不了 找不到 没找到 搜不到 看不到 没收到 没发货 还没发 不发货 没物流 没更新 没有更新 失效 坏了 少发
      漏发 发错 破损 充不进 连不上 不能用 不能下单 不能付 没反应 没看到 没见 不见了 没声音 没声儿 黑屏 没到账 还没到 没退 没给 没人回 没人理 不理 不回我 打不通 进不去
      登不上 不显示 没显示 显示 失败 无法 填错 写错 拍错 没有收到 没有到 少一 少件 没送 搞不懂 转圈 怎么这么小 怎么这么慢 怎么这么卡 怎么这么久 怎么这么暗 怎么这么糊
      开线 有问题 质量问题 天了 不能下 下不了单 不了 里没有`,
  },
  /** Possibility: with a mark or a particle it is plain, alone it is weak. */
  modal: { words: '能 可以 会 可 能够 够 支持 适合 合适' },
  /** 有, 是, 能 … opens a yes/no question whose particle is soft: 有货嘛. */
  yesNoVerb: { words: '有 是 能 可以 会 要 用 支持 包' },
  /** Asks for the stock of what stands before it: XL还有, 黑色有货. */
  stillHave: {
    words: '还有$ 有货$ 还有货$ 还有现货$ 有现货$ 还剩 还有的$ 还有没 还有吗 有没$ 剩几 仲有 还有么 还有码',
  },
  /** 对吧?, 好不好?: asks for nothing but a nod. */
  tag: { words: '对吧$ 是吧$ 对吗$ 是吗$ 好吗$ 好不好$ 对不对$ 是不是$ 是不$' },
  /** Not a question on its own, but what follows is directed at the shop. */
  shop: { words: '你们 你家 您家 咱家 贵店 主播 老板 客服 亲 老师 您好 店里 直播间' },
} as const satisfies Record<string, PhraseGroup>

const ENGLISH_ASKING = {
  enWh: {
    words: `^how ^what ^whats ^where ^wheres ^when ^whens ^which ^who ^whos ^why ^hows how_much how_many
      how_long how_do how_to how_big how_tall how_often how_old what_size what_color what_is
      what_are what_time what_do which_one where_is where_do where_can when_will when_do when_is
      when_are who_do who_is so_when and_when what_happens what_kind hm^ ^hm`,
  },
  enAux: {
    words: `^is ^are ^do ^does ^did ^can ^could ^will ^would ^should ^has ^was ^were ^any ^anyone
      ^anybody ^got_any ^have_you ^may_i do_you can_you can_u can_i could_you do_u are_you are_u
      is_it is_this is_there are_there does_it does_this will_it will_there will_you have_you do_i
      do_they did_you did_u would_you should_i can_someone can_anyone anyone_know anyone_else
      anyone_tried is_anyone are_these do_these would_it could_i can_we can_it can_this will_the
      has_anyone ^u_have ^you_have ^does_this ^is_the`,
  },
  enAsk: {
    words: `pls please drop_the show_me show_us show_the need_help help tell_me let_me_know wondering
      question link_for price_for price_on price_of restock recommend still_hasnt hasnt cant_find
      dont_see doesnt_work not_working`,
  },
} as const satisfies Record<string, PhraseGroup>

/** Words that ask only in company: a subject, a size, a colour. */
const COMPANY = {
  /** Subjects that ask by themselves when nothing else is said: 链接, 价格, size chart. */
  bareTopic: {
    words: `链接 联接 连接 连结 练接 lianjie 价格 价钱 价位 报价 克价 到手价 尺码 尺码表 尺寸 码数 面料 材质 成分 配料表 运费 邮费 产地 保质期 库存 优惠券 link
      price size_chart shipping_cost shipping cost material dimensions measurements return_policy
      discount promo_code code restock 同款 eta`,
  },
  /** Says nothing of its own beside a bare topic: 主播3号链接啊. */
  filler: {
    words: `主播 姐 姐姐 亲 亲亲 宝 宝宝 老板 老师 啊 呀 哦 呢 的 一下 要 # 号 #号 一号 二号 三号 四号 五号 六号 七号 八号 九号 十号 please pls plz
      the for`,
  },
  /** 都 behind a question word turns it into "any". */
  universal: { words: '都' },
  /** 就 between two of the same question word does too: 说几号就几号. */
  sameAs: { words: '就' },
  colourOrKind: {
    words: `黑色 白色 红色 蓝色 绿色 粉色 灰色 黄色 紫色 咖色 杏色 米色 卡其 藏青 驼色 银色 金色 粉的 黑的 白的 蓝的 红的 绿的 男款 女款 大号 小号 中号 加绒 #g
      #ml #寸 #号`,
  },
  sizeName: {
    words: 's m l xs xl xxl xxxl #xl s码 m码 l码 xl码 #码 均码 大码 小码 中码 加大码 童码 size_# 大号 小号',
  },
  bodyWord: { words: '身高 体重 斤 #斤 #kg #公斤 #cm 公斤 cm kg lbs lb 胖 瘦' },
} as const satisfies Record<string, PhraseGroup>

const NOT_ASKING = {
  /** Fixed expressions that contain a question word and ask nothing. */
  rhetorical: {
    swallows: true,
    words: `怎么这么 怎么那么 咋这么 咋那么 怎么会这么 怎么可能 怎么说呢 怎么能这么 怎么这样 怎么又 怎么还有人 谁懂 谁不爱 谁不喜欢 谁不想 谁能不 顶得住 扛得住 有什么好 有啥好
      犹豫什么 犹豫啥 还等什么 还等啥 等什么呢 等啥呢 想什么呢 想啥呢 哪有不 哪有那么 哪有这么 哪能不 ^哪能 哪里贵 哪里哪里 还是人吗 不香吗 还要啥 还要什么 要啥自行车
      要什么自行车 气人不气人 可不是嘛 可不嘛 可不是 可不$ 是不是傻 不是吧 不会吧 ^不是吗$ 我说什么来着 我说啥来着 干嘛去了 愣着干嘛 愣着干啥 什么神仙 什么宝藏 什么运气
      什么手速 什么眼光 多少有点 多少带点 多少沾点 什么鬼 什么玩意 啥玩意 啥玩意儿 啥也不 啥也没 没谁了 谁家好人 谁家过年 有没有搞错 搞什么 搞啥 有病吧 吃了吗 吃了没
      吃饭了吗 敢信 想我没 几点了还 都几点了 多大点事 多大点儿 多大的人 什么叫 有什么用 有啥用 什么水平 什么操作 凶什么 吵什么 急什么 慌什么 怕什么 怕啥 笑什么
      说什么呢 懂什么 算什么 管什么 装什么 叫什么叫 关你什么 关我什么 关你啥 干什么呢 凭什么 凭啥 还用问 还用说 谁说 谁管 谁知道呢 知道为啥 你猜 猜猜 何必 何苦 哪来的
      谁敢 谁让 谁叫 难道 行不行啊 会不会玩 要不是 时不时 动不动 巴不得 谁还不 谁不是 还有谁没 还有谁不 有没有人跟 有没有人和我 有没有王法 说啥呢 什么破 什么垃圾 什么毛病
      什么人啊$ 好什么好 不愧 我是谁 早干嘛 为什么我 为啥我 为什么每次 为啥每次 为什么总 为啥总 多少遍 不比外面 不比商场 多好看 多漂亮 多美 一个多`,
  },
  /** 啥？ really?: surprise, whatever the mark behind it says. */
  reaction: {
    swallows: true,
    words: `^啥$ ^啊$ ^哈$ ^嗯$ ^诶$ ^什么$ ^真的$ ^真假$ ^真的假的$ ^不会$ ^是吗$ ^really$ ^right$ ^seriously$ ^huh$
      ^what$ ^wtf$ ^wut$ ^for_real$ ^fr$ ^eh$ ^why$ ^how$ ^who$`,
  },
  /** 什么都行, 没什么问题, 十几件: question words used for "anything", "nothing much" or "some". */
  indefinite: {
    swallows: true,
    words: `什么都 啥都 谁都 哪都 怎么都 咋都 多少都 什么也 啥也 谁也 怎么也 哪也 没什么 没啥 没怎么 不怎么 不咋 没多少 没多大 没多久 不多久 多久没 没几 好几 十几 几十
      几百 几千 几万 几乎 几分之 这几 那几 前几 后几 上几 每几 就几 几块钱的 随便什么 随便哪 随便几 无论什么 无论怎么 不管什么 不管怎么 不管多 不管哪 再怎么 什么的
      什么什么 谁谁 有什么说什么 多买几 多拍几 多来几 多囤几 再来几 再买几 买了好几 想吃啥 要啥有啥 吃啥有啥 哪个姐妹 哪位姐妹`,
  },
  /** 我还是…, 还是有点…: "still", not "or". */
  stillAdverb: {
    swallows: true,
    words:
      '^还是 还是有点 还是很 还是没 还是主播 还是老 还是比较 还是挺 还是蛮 还是太 还是喜欢 还是一样 还是觉 还是那么 还是家 还是你家 还是这家',
  },
  /** Negations that end a statement and would else look like 有货不. */
  plainNegation: {
    swallows: true,
    words: `^没有$ ^没$ ^不$ ^没得$ 都没有$ 也没有$ 还没有$ 就没有$ 从来没有$ 根本没有$ 都没$ 也没$ 还没$ 就没$ 又没$ 秒没$ 全没$ 要不$ 才不$ 就不$
      偏不$ 也不$ 都不$ 我不$ ^还有$ 差不多 得不 不错 不好意思 不用 不然 对不起 不客气 不过 不仅 不但 不要了 不不$ 这么$ 那么$ 多么$ 要么$`,
  },
  /** 求求让我抢到: a prayer, not a request. */
  prayer: { swallows: true, words: '求求 求中 求抽 求放过 求保佑 求你 求别 求好运 求个好运 不求' },
  /** The writer reports what they did: bought, received, found. */
  report: {
    words: `已拍 拍了 拍好 拍下了 拍完 已买 买了 买好 买到 买过 已入 入了 入手 下单了 已下单 下单成功 下单啦 秒下单 已付 付了 付款了 付好 付完 抢到 抢了 中了 收到了
      收到货 收到很 已收 已签收 刚收到 到货了 到了$ 到啦 领了 领到 已领 用了 用过 用着 穿着 穿上了 穿了 戴了 吃着 吃完 退了 已退 换好 换了 发货了 已发 拿到了 取到
      拆开 拆了 回购 囤了 囤货 加购 收藏 关注了 已关注 点了 送了 分享了 转发 找到了 看到了 上了 有了 加团 加群了 参与了 参加了 成功 截图 截屏 录屏 选了 试过 洗过
      用完 买重 买多 拍重复 处理了 申请了 退款了 联系我了 解决了 取消了 回我了 到了 讲到了 拿的 退款到 到账了 知道了 清楚了`,
  },
  /** Praise and other verdicts on the product or the host. */
  verdict: {
    words: `好看 漂亮 好美 真美 太美 美死 可爱 好用 好吃 不错 很好 真好 太好 挺好 真棒 好棒 喜欢 舒服 柔软 好软 满意 划算 便宜 实惠 值得 超值 太值 给力 高级 显白 显瘦
      质感 贵了 太贵 好贵 贵死 刚好 正好 正合适 很合适 合身 绝了 太绝 yyds 香 牛 爱了 心动 种草 放心 帅 厉害 优秀 良心 大气 辛苦 真诚 实在 新鲜 很准 标准
      正品 很快 真快 好快 太快 一般 差评 垃圾 难看 不行 不好 失望 后悔 神仙 永远的神 天花板 无敌 真香 好评 惊艳 完美 太差 难选 好难 不一样$`,
  },
  /** Laughter, thanks, greetings, cheers. */
  social: {
    words: `哈哈 嘻嘻 嘿嘿 呵呵 呜呜 啊啊 笑死 xswl 谢谢 感谢 多谢 谢啦 谢了 爱你 么么 比心 晚上好 早上好 中午好 下午好 大家好 主播好 你好 您好 早安 晚安 拜拜 再见
      明天见 加油 支持 冲冲 冲鸭 冲呀 来了 来啦 打卡 签到 报到 路过 恭喜 羡慕 祝 快乐 天呐 天哪 我的天 我去$ 卧槽 我靠 妈呀 哇 哎 唉 嗯嗯 好的 好嘞 好滴 好哒
      收到$ 明白 懂了 是的 对的 没错 确实 同意 加一 必须 当然 原来 果然 怪不得 难怪 牛逼 666 nb 233 绷 lol lmao haha 沾沾 接好运 没事`,
  },
  /** Speaks to the other viewers, or for them. */
  toOthers: {
    words: `姐妹们 家人们 宝子们 各位 兄弟们 老铁们 楼上 的姐妹 别问 不用问 的看 可以看 问的人 有人问 好多人问 老是问 都在问 别急 快抢 快拍 快冲 赶紧 手慢 抓紧 建议 买它
      闭眼 无脑 直接拍 直接入 冲了 可以入 详情页 自己看 有写 写着 左下角 右下角 公告 黑粉 房管 场管 的点 不喜欢别 你懂 懂的 认真听 举个爪 还有谁`,
  },
  /** Reported speech: somebody else's question or the host's answer. */
  reported: {
    words: `老是问 老问 一直问 都在问 说的 客服说 主播说 说了 她说 他说 说好的 问过 问了 问我 都问 朋友问 同事问 老公问 我妈问 老婆问 听说 据说 讲过 讲完 说过 刚说 我说 以为 我猜 告诉你 记得 忘了
      忘记 记不得 我妈说 我老公说 昨天问 追着问 答应`,
  },
  /** Embeds a question word in a statement: 不知道穿什么, 在想买哪个. */
  embedded: {
    words: `不知道 不晓得 知道 不懂 在想 在纠结 纠结 没想好 想想 看看有 看看今 问问老 问问我 我问问 去问 我问下 问我老 让我问 等我 看我 想静 好想知道 看有 我看看 问问朋
      问问妈 问问家 看看我 看看余 看看还 就问问 问问而`,
  },
  /** Hopes and conditions. */
  wish: {
    words:
      '如果 要是 就好了 就完美 希望 但愿 想要$ 等链接 蹲 坐等 等着 期待 等补 等返 等降 等优 上链接就 上链接了',
  },
} as const satisfies Record<string, PhraseGroup>

const ENGLISH_NOT_ASKING = {
  enReport: {
    words: `bought ordered got_mine got_it got_the_link got_my arrived received purchased paid
      checked_out done found i_have_this already i_have have_the i_use i_wear ive_been my_order
      mine missed_it sold_out_for ill_take i_asked asked she_said he_said they_said told
      she_already scroll_up its_true runs used_the_code i_know dont_know idk i_wonder wish i_live
      when_i where_i if_you if_anyone when_it when_in in_my_cart hasnt literally`,
  },
  enVerdict: {
    words: `love loved obsessed cute pretty gorgeous beautiful stunning amazing perfect great awesome
      lol lmao haha omg wow thanks thank ty tysm congrats hello bye good_night goodnight
      good_morning gn nice cool fire expensive yes yep no nope same me_too facts great_price
      so_good best worst bad boring funny pog gg hype rip poor exciting gems honestly`,
  },
  /** Exclamations and musings that open like a question. */
  enRhetorical: {
    swallows: true,
    words: `^how_cute ^how_pretty ^how_lovely ^how_nice ^how_lucky ^how_sweet ^how_beautiful ^how_cool
      ^how_dare how_am_i how_did_i how_is_this_so how_is_he_so how_are_you_all how_are_you
      how_is_everyone hows_everyone how_are_we ^what_a ^what_an what_the ^what_would_i
      what_are_the_odds ^what_i ^what_you who_doesnt who_needs who_else who_knew who_cares
      who_would who_wants whos_ready why_am_i why_do_i why_not why_is_this_so why_are_you_so
      why_does_everything why_is_he_so why_is_she_so thats_why thats_how thats_what ^why_i
      what_it_is is_that_so isnt_it isnt_she isnt_that isnt_this is_it_just_me are_you_kidding
      are_you_serious can_we_just can_i_just can_you_believe ^could_not ^could_this cant_wait
      cant_believe can_hear ^do_it ^will_do ^would_buy ^would_recommend ^where_has where_did_my
      where_do_you_find whatever whats_up whats_good what_else tell_me_why guess_who know_what
      you_know yes_please yes_pls please_pick please_win ^have_i ^did_not ^do_not ^does_not
      ^is_not why_so how_cute_is how_crazy ^do_i_need_another am_i_buying`,
  },
} as const satisfies Record<string, PhraseGroup>

export const QUESTION_CUES = {
  ...CHINESE_ASKING,
  ...ENGLISH_ASKING,
  ...COMPANY,
  ...NOT_ASKING,
  ...ENGLISH_NOT_ASKING,
}

export type QuestionCue = keyof typeof QUESTION_CUES
