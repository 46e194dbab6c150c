import type { Intent } from './intent.ts'
import type { PhraseGroup } from './phrase-matcher.ts'

/**
 * What exactly is asked within an intent. Two questions with the same intent, product and facet get one answer, so
 * a facet is as wide as one answer reaches: 包邮吗 and 运费多少 are answered together, 发什么快递 is not.
 * Of the rows of an intent the first that is found counts. `personal`: every asker needs an answer of their own
 * (160斤穿多大, 我的怎么还没发), so only the same words join.
 */
export interface FacetWords extends PhraseGroup {
  readonly intent: Intent
  readonly facet: string
  readonly personal?: true
}

/**
 * Words that add nothing to what a facet already says. What is left of a message beside them and beside the words
 * of its facet (外套 in 外套多少钱, 草莓 in 草莓还有不) names a product that has no number, and becomes part of the key.
 */
export const GLUE_WORDS = `支持 有没有 还有没有 有木有 还有 没有 有 没 还 吗 么 嘛 呢 不 了 的 是不是 是 什么 啥 多少 多 钱 几 怎么 怎样 咋 样 如何 能不能 能 可以 可 会不会 会 要 求
  给 发 一下 一个 下 我们 我 你们 你家 你 您 咱 家 这个 这款 这件 这 那个 那款 那件 那 个 件 款 条 双 套 瓶 盒 支 罐 身上 请 想 问 知道 看 说 讲 报
  现在 今天 今晚 直播间 直播 这里 里 在 哪里 哪儿 哪 呀 啊 哦 都 也 就 吧 大概 到底 一般 具体 一共 价格 价位 价钱 价 块 元 货 码 号 链接 链 尺码 主播
  刚才 刚 啦 来着 得 把 和 跟 与 再 又 很 用 拍 买 卖 姐 哥 亲 宝 急 快 点 第 什么时候 啥时候 时候 时间 大 小 what whats is the how
  much this that it do you have in for a of are can i get any still there does to on and u me
  we my one pls which where when will be`

/** Asked about one's own order or body: the answer for one asker is none for the next. */
const OWN_ORDER = `我的 我昨天 我前天 我上次 上次买 我拍的 我买的 单号 订单 帮我 帮忙 怎么还没 怎么还不 还没发 还没到 没收到 到哪了 催 签收 到现在 my_order my_bag
  hasnt i_got`

export const QUESTION_FACETS = [
  {
    intent: 'price',
    facet: 'bargain',
    words: '便宜点 便宜一点 再便宜 优惠点 少点 最低 能少 降价不 实在价 lowest can_you_do cheaper',
  },
  {
    intent: 'price',
    facet: 'compare',
    words: '比 旗舰店 涨 昨天 贵了 双十一 以后 过了今天 后面会 went_up compared',
  },
  { intent: 'price', facet: 'protect', words: '保价 退差 买贵' },
  {
    intent: 'price',
    facet: 'perUnit',
    words: '一件还是 一套还是 一盒还是 还是一套 还是两盒 一件的价 一套的价 per for_the_set',
  },
  { intent: 'price', facet: 'several', words: '两件 两盒 三件 一起 整箱 加一块 for_two if_i_buy' },
  { intent: 'price', facet: 'goldPerGram', words: '金价 克价 手工费 一克' },
  { intent: 'price', facet: 'price', words: '多少 多钱 价 几块 怎么卖 咩价 几多钱 how_much price cost hm' },

  {
    intent: 'size',
    facet: 'fitAdvice',
    personal: true,
    words: `穿多大 穿什么码 穿啥 穿几 拿什么 拿哪 拍什么码 拍哪 拍几 选什么 选几 选多大 拍多大 咋选 推荐 #斤 #kg #公斤 #cm #lbs 身高 体重 平时 我穿 我# 宝宝
      小孩 岁 胖 腰围 手围 脚 手腕 拿m 拿l which_size what_size im_a im_#`,
  },
  { intent: 'size', facet: 'garmentLength', words: '裤长 衣长 裙长 袖长 链长 拖地 到哪 多长' },
  {
    intent: 'size',
    facet: 'runsLargeOrSmall',
    words: '偏大 偏小 标准 正码 正不正 大一码 版型 true_to_size run_small run_big runs',
  },
  { intent: 'size', facet: 'model', words: '主播 模特 你身上 你穿 model are_you_wearing' },
  { intent: 'size', facet: 'limits', words: '最大 最小 到多少斤 几斤 多少斤 均码' },
  {
    intent: 'size',
    facet: 'dimensions',
    personal: true,
    words:
      '尺寸 长宽高 多高 多宽 几寸 多少寸 容量 毫升 ml 圈口 内径 装下 装得下 放下 被子 床 桌 dimensions how_big measurements',
  },
  { intent: 'size', facet: 'chart', words: '尺码表 size_chart 有什么码 有哪些码 哪些尺码 有几个码' },
  {
    intent: 'size',
    facet: 'availability',
    words: '有 还有 补 剩 缺货 available in_stock left got do_you_have 加大 大码 小码 xl l码 m码 s码',
  },

  {
    intent: 'stock',
    facet: 'restock',
    words:
      '补 再加 加库存 库存再 返场 再上 还会上 还上 还做 还卖 再放 restock come_back more_of will_there_be',
  },
  { intent: 'stock', facet: 'preorder', words: '现货 预售 preorder' },
  { intent: 'stock', facet: 'limit', words: '限购 限量 拍两 拍几 能拍几 最多 limit' },
  { intent: 'stock', facet: 'howMany', words: '还剩 剩多少 剩几 多少库存 几件 几单 库存还有 how_many' },
  {
    intent: 'stock',
    facet: 'available',
    words: `有货 还有 没货 卖完 卖光 抢光 抢完 没了 售罄 无货 断货 缺货 能拍 下架 有木有 available in_stock left sold_out gone
    still_have`,
  },

  { intent: 'shipping', facet: 'ownOrder', personal: true, words: OWN_ORDER },
  {
    intent: 'shipping',
    facet: 'changeAddress',
    personal: true,
    words: '改地址 改下地址 地址填错 地址写错 改一改',
  },
  {
    intent: 'shipping',
    facet: 'region',
    personal: true,
    words: `新疆 西藏 内蒙 青海 宁夏 甘肃 海南 广东 香港 台湾 澳门 海外 国外 偏远 县 镇 村 乡 马来 canada uk ship_to ships_to ships_us
      international`,
  },
  { intent: 'shipping', facet: 'cost', words: '包邮 包u 包油 运费 邮费 shipping_cost free_shipping postage' },
  {
    intent: 'shipping',
    facet: 'carrier',
    words: '什么快递 啥快递 顺丰 中通 圆通 韵达 极兔 邮政 指定快递 fa什么',
  },
  {
    intent: 'shipping',
    facet: 'arrivalTime',
    words: '能到 几天到 多久到 多久能到 收到 到广东 年前到 eta arrive how_long_is_shipping',
  },
  { intent: 'shipping', facet: 'origin', words: '从哪 哪里发 哪发 发货地 ship_from where_does_it_ship' },
  {
    intent: 'shipping',
    facet: 'dispatchTime',
    words:
      '发货 几天发 几号发 今天发 什么时候发 啥时候发 发出 何时发 当天发 fahuo when_will_it_ship 要等多久',
  },
  { intent: 'shipping', facet: 'delivery', words: '送货上门 上门 驿站 代收 上楼' },
  { intent: 'shipping', facet: 'packing', words: '冷链 冰袋 会化 碎 包装' },
  { intent: 'shipping', facet: 'combine', words: '一起发 合并 拼一起 两单' },

  {
    intent: 'productAttribute',
    facet: 'compareItems',
    personal: true,
    words: '区别 哪个好 哪款好 不同 对比 比一下 difference',
  },
  { intent: 'productAttribute', facet: 'introduce', words: '讲 讲一下 讲下 讲讲 介绍 介绍一下 过一下' },
  { intent: 'productAttribute', facet: 'tryOn', words: '试 试一下 试穿 上身 穿一下 try_on' },
  {
    intent: 'productAttribute',
    facet: 'show',
    personal: true,
    words: '转 背面 后面 近一点 近点 拿近 拉近 细节 看看 看下 看一下 展示 上手 涂一下 show zoom',
  },
  { intent: 'productAttribute', facet: 'sensitivity', words: '过敏 敏感 闷痘 刺激 孕妇 怀孕 sensitive' },
  { intent: 'productAttribute', facet: 'pilling', words: '起球' },
  { intent: 'productAttribute', facet: 'fading', words: '掉色 褪' },
  { intent: 'productAttribute', facet: 'shrinking', words: '缩水 变形 shrink' },
  { intent: 'productAttribute', facet: 'stretch', words: '弹力 弹性 有弹 stretchy stretch' },
  { intent: 'productAttribute', facet: 'seeThrough', words: '透不 会透 透吗 透肉 see_through' },
  { intent: 'productAttribute', facet: 'thickness', words: '厚 薄 热不热 加绒 保暖 充绒 thick thin warm' },
  { intent: 'productAttribute', facet: 'lining', words: '内衬 里衬 lining' },
  { intent: 'productAttribute', facet: 'scratchy', words: '扎' },
  { intent: 'productAttribute', facet: 'pockets', words: '口袋 pockets' },
  {
    intent: 'productAttribute',
    facet: 'fabric',
    words:
      '面料 料子 布料 材质 纯棉 棉 涤纶 真丝 真皮 牛皮 羊毛 羊绒 什么做的 实木 304 涂层 material fabric cotton leather wool solid',
  },
  { intent: 'productAttribute', facet: 'slimming', words: '显胖 显瘦 显黑 显白 黄皮' },
  { intent: 'productAttribute', facet: 'colours', words: '颜色 色号 别的色 几个色 哪些色 colors colours' },
  {
    intent: 'productAttribute',
    facet: 'oneColour',
    personal: true,
    words: '黑 白 红 蓝 粉 杏 绿 灰 咖 紫 黄 come_in color colour',
  },
  { intent: 'productAttribute', facet: 'likePicture', words: '色差 实物 图片' },
  {
    intent: 'productAttribute',
    facet: 'authentic',
    words: '正品 保真 防伪 真的 天然 a货 证书 足金 925 18k 镀金 莫桑 钻 real plated legit',
  },
  { intent: 'productAttribute', facet: 'origin', words: '产地 产的 国产 进口 奶源 哪里的 made' },
  { intent: 'productAttribute', facet: 'shelfLife', words: '保质期 日期 到期 新鲜 新米 expiry expire' },
  { intent: 'productAttribute', facet: 'sugar', words: '糖 sugar' },
  { intent: 'productAttribute', facet: 'alcohol', words: '酒精' },
  { intent: 'productAttribute', facet: 'fragrance', words: '香精' },
  { intent: 'productAttribute', facet: 'additives', words: '添加剂 防腐剂' },
  { intent: 'productAttribute', facet: 'ingredients', words: '成分 配料 ingredients' },
  { intent: 'productAttribute', facet: 'calories', words: '热量 卡' },
  { intent: 'productAttribute', facet: 'sweetness', words: '甜' },
  { intent: 'productAttribute', facet: 'sourness', words: '酸' },
  { intent: 'productAttribute', facet: 'spiciness', words: '辣' },
  { intent: 'productAttribute', facet: 'taste', words: '口味 好吃 什么味 taste' },
  { intent: 'productAttribute', facet: 'smell', words: '味道 香味 留香 甲醛 气味 smell' },
  { intent: 'productAttribute', facet: 'weight', words: '多重 净重 毛重 多少克 几斤 weight heavy' },
  {
    intent: 'productAttribute',
    facet: 'contents',
    words: '一箱 一盒 几包 套包括 哪些东西 里面有 里面都 几条 几种 whats_in',
  },
  { intent: 'productAttribute', facet: 'battery', words: '续航 电池 充一次 快充 battery' },
  { intent: 'productAttribute', facet: 'waterproof', words: '防水 waterproof' },
  { intent: 'productAttribute', facet: 'noise', words: '噪音 声音 吵 降噪' },
  { intent: 'productAttribute', facet: 'power', words: '瓦 费电 能效' },
  { intent: 'productAttribute', facet: 'memory', words: '内存 存储' },
  { intent: 'productAttribute', facet: 'processor', words: '处理器 芯片' },
  { intent: 'productAttribute', facet: 'oilControl', words: '控油' },
  { intent: 'productAttribute', facet: 'richOrLight', words: '滋润 清爽' },
  { intent: 'productAttribute', facet: 'lasting', words: '持妆 脱妆 遮瑕' },

  { intent: 'usage', facet: 'breastfeeding', words: '哺乳' },
  { intent: 'usage', facet: 'pregnancy', words: '孕妇 孕期 怀孕 孕 pregnant' },
  { intent: 'usage', facet: 'sensitiveSkin', words: '敏感肌 敏皮 干敏 sensitive' },
  { intent: 'usage', facet: 'oilyOrAcneSkin', words: '油皮 混油 痘' },
  { intent: 'usage', facet: 'drySkin', words: '干皮' },
  { intent: 'usage', facet: 'age', personal: true, words: '岁 个月 宝宝 小孩 孩子 老人 婴儿 kids month_old' },
  { intent: 'usage', facet: 'illness', personal: true, words: '糖尿病 高血压 术后 剖腹 光子 病人' },
  { intent: 'usage', facet: 'washing', words: '洗 wash' },
  { intent: 'usage', facet: 'storage', words: '冰箱 冷藏 冷冻 保存 开封 refrigerate store' },
  { intent: 'usage', facet: 'installing', words: '安装 自己装 install' },
  { intent: 'usage', facet: 'cooking', words: '煮 蒸 加热 微波 泡 兑 cook' },
  { intent: 'usage', facet: 'stove', words: '电磁炉 明火' },
  { intent: 'usage', facet: 'compatibility', words: '苹果 安卓 iphone android work_with' },
  { intent: 'usage', facet: 'connecting', words: '连手机 怎么连 app' },
  { intent: 'usage', facet: 'timeOfDay', words: '早上用 晚上用 早晚' },
  { intent: 'usage', facet: 'beforeOrAfterMeals', words: '饭前 饭后' },
  { intent: 'usage', facet: 'order', words: '先水后乳 before_or_after' },
  { intent: 'usage', facet: 'dose', words: '几次 一次 几颗 几片 how_often' },
  { intent: 'usage', facet: 'combining', words: '一起用 叠加' },
  { intent: 'usage', facet: 'styling', words: '搭配 怎么搭 配什么 里面穿 style' },
  { intent: 'usage', facet: 'care', words: '保养 沾水 洗澡' },
  {
    intent: 'usage',
    facet: 'howTo',
    words: '怎么用 咋用 如何用 使用方法 怎么吃 怎么喝 how_do_i_use how_to_use',
  },

  { intent: 'link', facet: 'howToBuy', words: '怎么买 怎么下单 怎么拍 咋买 咋拍 购买按钮 how_do_i_order' },
  { intent: 'link', facet: 'broken', words: '打不开 点不开 失效 点进去' },
  {
    intent: 'link',
    facet: 'whichNumber',
    personal: true,
    words: '几号 多少号 哪个链 which_number which_link',
  },
  { intent: 'link', facet: 'shop', words: '店铺 店名 淘宝 搜 shop_name' },
  {
    intent: 'link',
    facet: 'link',
    words: `^链接 求链接 求个链接 个链接 发链接 上链接 挂链接 给链接 要链接 想要链接 号链接 号链 链接呢 链接在 链接发 链接给 链接 扣 弹 同款 小黄车 哪买 哪里买 在哪拍
      lianjie link^ ^link drop_the_link wheres_the_link`,
  },

  {
    intent: 'coupon',
    facet: 'notWorking',
    personal: true,
    words: '用不了 领不了 过期 没减 doesnt_work expired',
  },
  { intent: 'coupon', facet: 'gift', words: '送 赠品 小样 礼物 freebie freebies free_gift' },
  { intent: 'coupon', facet: 'luckyBag', words: '福袋' },
  { intent: 'coupon', facet: 'redPacket', words: '红包' },
  { intent: 'coupon', facet: 'draw', words: '抽奖 中奖 截屏抽 抽中 giveaway' },
  { intent: 'coupon', facet: 'threshold', words: '满减 满多少 满# 凑' },
  { intent: 'coupon', facet: 'stacking', words: '叠加 一起用 再减 88' },
  { intent: 'coupon', facet: 'several', words: '第二件 两件 买一送 buy_one bundle' },
  { intent: 'coupon', facet: 'membership', words: '会员 老粉 粉丝 学生 student' },
  { intent: 'coupon', facet: 'newcomer', words: '新人 新客 第一次' },
  { intent: 'coupon', facet: 'discount', words: '几折 打折 折扣 折头 discount' },
  { intent: 'coupon', facet: 'coupon', words: '券 优惠 优惠码 福利 coupon promo code voucher' },

  {
    intent: 'afterSale',
    facet: 'ownOrder',
    personal: true,
    words: `${OWN_ORDER} 我要 我想 给我 少发 漏发 发错 坏 碎 破 掉 断 拍错 拍重 my arrived it_came`,
  },
  { intent: 'afterSale', facet: 'returnShipping', words: '运费险 运费谁 退货运费 换货运费 来回运费' },
  { intent: 'afterSale', facet: 'refundTime', words: '多久到账 到账 refund_how_long' },
  { intent: 'afterSale', facet: 'exchange', words: '换货 换码 能换 可以换 换款 exchange' },
  {
    intent: 'afterSale',
    facet: 'returns',
    words: '能退 可以退 退货 退换 七天 无理由 不合适 return returns accept_returns return_policy',
  },
  { intent: 'afterSale', facet: 'warranty', words: '保修 质保 联保 保不 终身 维修 去哪修 warranty' },
  { intent: 'afterSale', facet: 'invoice', words: '发票 开发票 发票能开 抬头 invoice' },
  { intent: 'afterSale', facet: 'compensation', words: '包赔 赔 假一' },
  { intent: 'afterSale', facet: 'service', words: '客服 contact' },

  { intent: 'schedule', facet: 'end', words: '下播 播到 几点结束 when_do_you_end' },
  {
    intent: 'schedule',
    facet: 'next',
    words: `明天 明儿 下次 周 还播 每天 固定 下一场 后天 今晚还 next_live live_tomorrow live_every going_live this_weekend
    go_live`,
  },
  {
    intent: 'schedule',
    facet: 'saleEnd',
    words: '活动到 优惠到 活动几号 最后一天 deal_end sale_end how_long_is_the_sale',
  },
  { intent: 'schedule', facet: 'draw', words: '抽奖 福袋 红包雨 秒杀' },
  { intent: 'schedule', facet: 'replay', words: '回放 replay' },
  { intent: 'schedule', facet: 'newItems', words: '上新 新款 next_drop' },
  { intent: 'schedule', facet: 'nextItem', words: '下一个 下一款 下个' },
  { intent: 'schedule', facet: 'start', words: '开播 几点直播 几点播' },
] as const satisfies readonly FacetWords[]
