import type { Intent } from './intent.ts'
import type { PhraseGroup } from './phrase-matcher.ts'

/**
 * Words that tell what a message is about. A row counts once; the intent with the highest sum wins, earlier rows
 * winning ties. Strong words (3 and more) name the subject, weak ones (1) only lean towards it.
 */
export interface IntentWords extends PhraseGroup {
  readonly intent: Intent
  readonly weight: number
}

export const INTENT_WORDS = [
  {
    intent: 'afterSale',
    weight: 5,
    words: `退款 退货 能退 可以退 怎么退 想退 要退 退得了 退换 换货 换码 能换 可以换 想换 要换 运费险 七天无理由 七天 无理由 售后 保修 质保 联保 保不$ 质量问题 坏了
      碎了怎 是坏的 少发 漏发 发错 破损 坏果 包赔 赔不 赔吗 假一赔 开线 过敏了 拆封 吊牌剪 发票 抬头 客服 取消订单 取消一下订单 能取消 怎么取消 备注 补差价 退差 拍重
      拍错 投诉 能修 去哪修 维修 回收 保养吗 终身保养 退的钱 给补 说法 仅退款 订单号 断了 充不进 掉涂层 小票 碎了 怎么换 退一单 处理 refund return
      returns exchange warranty wrong_item wrong_size broken arrived_broken cancel_my scratch
      defective damaged contact_for replacement`,
  },
  {
    intent: 'shipping',
    weight: 4,
    words: `发货 包邮 包u 包油 包不包邮 运费 邮费 快递 物流 顺丰 中通 圆通 韵达 极兔 邮政 寄 能到 到哪了 到了没 多久到 几天到 几天能到 单号 收货地址 改地址 改下地址
      改一改 地址填错 地址写错 送货上门 送货 上门 驿站 代收点 上楼 冷链 冰袋 会化 海外 加急 能发 可以发 发不发 发了没 发什么快 发啥快 发哪 从哪发 几号发 发出
      什么时候发 啥时候发 啥时候能发 怎么还没发 还不发 还没发 没发货 待发货 催 没收到 收到没 签收 没到 到不了 到得了 偏远 送不送$ 收不 合并发 一起发 一起寄 拼一起发
      最快 最晚 要等多久 前收到 路上 fahuo fa什么 加多少运费 地址 发吗$ 到吗$ 能收到 ship ships shipping shipped deliver
      delivery tracking arrive postage eta po_box`,
  },
  {
    intent: 'coupon',
    weight: 6,
    words: `券 优惠 优惠券 优惠码 满减 几折 打折 折扣 #折 折后 折头 满多少 满# 减# 第二件 半价 买一送 赠品 送什么 送啥 送不送 送几 小样 福袋 红包 新人 新客 抽奖
      中奖 抽中 秒杀吗 拼团 团购 几人团 积分 凑单 凑满 凑什么 福利 叠加吗 减多少 截屏抽 礼物 有礼 送点 抵钱 coupon discount promo code
      voucher freebie freebies free_gift buy_one giveaway bundle deal`,
  },
  {
    intent: 'schedule',
    weight: 5,
    words: `下播 开播 还播 播到 播吗 播不 直播时间 几点播 什么时候播 下次播 多久播 还有场 每天都播 固定几点 几点直播 上新 什么时候上 啥时候上 什么时候讲 啥时候讲 几点讲 几点开
      讲到 下一个是 下一款 下一场 下个是 还讲 会不会讲 会讲 秒杀几点 抽奖几点 什么时候抽奖 红包雨什么 活动到 活动几号 优惠到 最后一天 明天还是这 回放 预约 直播提醒 预告
      轮到 排到 播多久 明儿还来 休息 过年还播 专场 哪天来着 几点$ 还有多久到 后天还有 是周几 几点抽 有人播 年货节 几号开始 还会发 go_live next_live
      showing_the going_live live_tomorrow live_every how_long_is_the_sale deal_end sale_end end
      replay next_drop what_time every_day when_do_we live_this weekend`,
  },
  {
    intent: 'usage',
    weight: 4,
    words: `怎么用 咋用 如何用 如何使用 使用方法 怎么使用 怎么吃 怎么喝 怎么洗 咋洗 机洗 手洗 水洗 干洗 洗衣机 用什么洗 洗的时候 保养 孕妇 怀孕 孕期 哺乳 敏感肌 敏皮 痘肌
      痘痘肌 油皮 干皮 混油 干敏 早上用 早晚 晚上用 先水后乳 一起用 叠加 卸妆 几岁可以 几岁能 几个月能 宝宝能 宝宝可以 小孩能 小孩可以 老人能 老人可以 糖尿病 高血压
      猫能 狗能 冷藏 冰箱 开封 冷冻 加热 煮 微波炉 蒸锅 电磁炉 明火 洗碗机 安装 自己装 怎么连 能连 苹果手机 安卓 app 怎么充 怎么调 洗澡 沾水 泡 兑 一罐能喝
      能用多久 空调房 搭配 配什么 里面穿 折叠 身体乳 一天 一次 饭前 饭后 上手这 几次 多久可以 怎么清 怎么建 怎么弄 怎么操作 能洗 还能洗 贴几个 敷 手机能
      can_you_wash wash pregnant sensitive_skin how_do_i_use how_often refrigerate
      how_long_do_i_cook kids_use batteries work_with use_it style_it before_or_after month_old
      apply how_to_use`,
  },
  {
    intent: 'size',
    weight: 6,
    words: `码 尺码 几码 尺马 码数 号码 尺寸 尺码表 大码 小码 均码 童码 穿多大 多大码 穿啥 穿什么码 穿几 拿m 拿l m码 l码 s码 xs xl xxl #xl xxxl 加长版
      偏大 偏小 标准吗 版型大 紧 勒 裤长 衣长 裙长 袖长 肩宽 胯宽 腰围 胸围 胸大 脚背 脚宽 鞋码 圈口 手围 手腕 内径 链长 头围 净身高 身高 体重 多高 小个子 矮个子
      的个子 公分 #斤 #kg #公斤 #cm 米的床 米#的床 多宽 规格 长宽高 几寸 #寸 寸的 装下 放下 装得下 容量 毫升 ml 多少斤 几斤 梨形 s还是 m还是 拿什么码
      拖地 纸尿裤 被子多大 多大的 戒指 脖子粗 脚踝 号有 s号 l号 m号 size sizes sizing fit fits small_fit how_tall
      dimensions measurements how_big true_to_size run_small run_big run_large plus_size larger
      xs_still medium which_size 90还是 选多大 拍多大 手机壳 l和 选什么码 #x# 床单 圈号`,
  },
  {
    intent: 'stock',
    weight: 4,
    words: `有货 现货 库存 补货 补吗 还补 售罄 无货 没货 缺货 断货 卖完 卖光 抢光 抢没 抢完 预售 到货 下架 孤品 限量 限购 能拍几 可以拍两 拍几单 最多买 还有吗 还有$
      还有没 还有没有 还有不 还剩 剩多少 返场 还会上 还会再有 还卖 还做 没了吗 能拍吗 还能拍 能下单 还能下单 还有机会 能抢 有冇货 仲有 再加 加点库存 留两件 留一件
      抢不到 就一件 再放 还上 还会不会 不做了 stock in_stock restock available sold_out left any_more still_have
      preorder limit_per can_i_still come_back is_the_black_one_gone will_there_be_more gone 还有几`,
  },
  {
    intent: 'link',
    weight: 4,
    words: `链接 联接 练接 连结 连接 lianjie 小黄车 购物车 橱窗 求同款 同款 在哪买 哪里买 在哪拍 哪里下单 怎么买 怎么下单 怎么拍 咋买 咋拍 购买按钮 找不到 没找到 店铺
      店名 淘宝有 搜什么 搜到 是几号 几号呀 几号啊 几号$ 多少号 弹一下 弹下 弹个 弹出 弹窗 置顶 哪个链 点进去 哪里可以买 link linked cart
      where_do_i_buy how_do_i_order which_number shop_name where_to_buy where_can_i_buy
      which_one_is_it how_to_order`,
  },
  {
    intent: 'price',
    weight: 3,
    words: `多少钱 多钱 啥价 价 价格 价位 价钱 报价 怎么卖 咩价 几多钱 好多钱 几块 几块钱 多少米 多少r 多少一克 克价 到手 到手价 便宜 最低 原价 现价 保价 涨价 降价 涨了
      贵不贵 贵了 比上次贵 买贵 手工费 够吗 少点 加一块多少 一件多少 一起多少 多少一 粉丝价 一口价 按克 以内 一千出头
      比昨天贵 比旗舰 duoshao_qian duoshao price prices how_much cost cheaper lowest usd hm_is hm
      expensive do_#_for 差多少钱 优惠点 一斤多少`,
  },
  {
    intent: 'productAttribute',
    weight: 3,
    words: `面料 料子 布料 材质 什么做的 纯棉 棉 涤纶 真丝 真皮 牛皮 羊毛 羊绒 起球 掉色 褪色 褪不褪 缩水 弹力 弹性 透 热不热 厚 薄 加绒 内衬 口袋 扎 显胖 显黑 显白
      黄皮 颜色 色号 黑的吗 有黑 有白 有红 杏色 别的颜色 实物 色差 正品 保真 防伪 产地 哪里产 国产 进口 哪年产 生产日期 保质期 日期 到期 成分 配料 酒精 香精 无糖
      糖分 添加剂 甜 酸 辣 核大 肉多 脆 几个头 转基因 蛋白质 热量 多少卡 多重 净重 毛重 一箱几 一盒几 一盒多少 几包 套包括 哪些东西 18k 镀金 足金 925 过敏
      证书 天然 a货 钻 续航 电池 快充 5g 内存 处理器 插卡 降噪 音质 延迟 防水 多少瓦 几瓦 噪音 费电 能效 实木 甲醛 味道 香味 留香 控油 遮瑕 持妆 脱妆 闷痘
      滋润 清爽 年龄 适合 合适不 区别 哪个好 不同 版型 转个身 背面 近一点 近点 拿近 拉近 细节 吊牌 翻开 对比 上一下手 涂一下 过一下 展示 想看 看看 试一下 穿起来
      厚实 静电 粘 掉毛 高度 硬不硬 软不软 拆洗 奶源 有机 食品级 掉不掉 充绒 鸭绒 鹅绒 艳 几种 新米 陈米 声音大 吵 银针 皮厚 甜度 领口 假两件 涂层 摔 氧化 拉链
      谷物 夜景 底多厚 底软 口味 天然的 水杨酸 裆部 几条 material cotton leather colors colour color come_in waterproof
      thick shrink see_through whats_in battery real_gold pockets difference show_the show_us
      try_on expiry made fabric stretchy smell transfer plated solid zoom stitching lining weight
      soft ingredients 效果 一套包括 里面有 里面都 质量 什么味 多大年龄 适合送 能穿吗 版型吗 保暖 透气`,
  },
  // Asking to be shown or told: about the product, whatever it is called there (介绍一下6号链接).
  {
    intent: 'productAttribute',
    weight: 6,
    words: '讲一下 讲下 讲讲 介绍 试一下 试穿 上身 转个身',
  },
  // Words that contain the name of another subject.
  { intent: 'productAttribute', weight: 4, swallows: true, words: '处理器 防伪码 区别 和#号有 跟#号有' },
  { intent: 'coupon', weight: 6, swallows: true, words: '优惠码 兑换码 折扣码' },
  { intent: 'shipping', weight: 4, swallows: true, words: '保价运输 取件码 取货码' },
  { intent: 'other', weight: 6, swallows: true, words: '二维码 扫码 密码 验证码 邀请码' },
  // Weak words lean: they decide only when nothing names the subject.
  { intent: 'size', weight: 2, words: '能穿 多大 多高 多宽 大一码 m l s 穿 拿 拍哪个 斤' },
  { intent: 'shipping', weight: 1, words: '发 到 收 送到 几天 多久' },
  { intent: 'price', weight: 2, words: '多少$ 多少呀$ 多少啊$ 钱 块 贵 卖 元 米$ 减 便宜点' },
  {
    intent: 'schedule',
    weight: 2,
    words: '几点 什么时候 啥时候 明天 今晚 下次 周六 周日 几点了 多久播 when',
  },
  { intent: 'stock', weight: 1, words: '还有 有没 有不 抢 补 剩' },
  { intent: 'usage', weight: 1, words: '能用 可以用 用 吃 喝 洗 可用 能吃 可以吃' },
  { intent: 'link', weight: 1, words: '#号 几号 哪买 哪里有 在哪里 在哪' },
  {
    intent: 'productAttribute',
    weight: 1,
    words: '色 黑色 白色 红色 蓝色 会不会 是什么 几个 怎么样 适合 试 讲 包装',
  },
  { intent: 'afterSale', weight: 1, words: '退 换 赔 坏 补' },
  // Subjects of their own that would otherwise be drawn to a near intent.
  {
    intent: 'other',
    weight: 6,
    words: `货到付款 花呗 分期 几期 怎么付款 微信能付 付不了 支付失败 提交不了 批发 拿货 代理 合作 招人 加盟 哪里人 厂家 工厂 实体店 粉丝团 加群 有群 会员$ 关注你 没声音
      黑屏 是不是卡 听得到 能听见 能听到 看得见我 看到我 主播在 有人吗 人呢 主播呢 不回我 不理我 推荐一款 推荐个适合 推荐下 送女朋友 送男朋友 送婆婆 买过吗 用过 好用不
      好用吗 好吃吗 绣名字 刻字 定制 礼盒包装 贺卡 什么歌 歌名 bgm 叫啥 paypal apple_pay can_you_hear hear_us physical_store
      factory recommend worth song legit no_sound getting_sound small_business 效果怎么样 靠谱 值得买 骗人
      真的假的 画面 卡了 问了三 转圈 预算`,
  },
] as const satisfies readonly IntentWords[]
