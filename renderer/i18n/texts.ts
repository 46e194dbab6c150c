import { imports as enImports } from './en/imports.ts'
import { imports as zhImports } from './zh-CN/imports.ts'
import { access as enAccess } from './en/access.ts'
import { across as enAcross } from './en/across.ts'
import { assistant as enAssistant } from './en/assistant.ts'
import { common as enCommon } from './en/common.ts'
import { compare as enCompare } from './en/compare.ts'
import { devices as enDevices } from './en/devices.ts'
import { engine as enEngine } from './en/engine.ts'
import { enhancement as enEnhancement } from './en/enhancement.ts'
import { fanHistory as enFanHistory } from './en/fan-history.ts'
import { exportTexts as enExports } from './en/exports.ts'
import { fans as enFans } from './en/fans.ts'
import { goLive as enGoLive } from './en/go-live.ts'
import { health as enHealth } from './en/health.ts'
import { host as enHost } from './en/host.ts'
import { intents as enIntents } from './en/intents.ts'
import { knowledge as enKnowledge } from './en/knowledge.ts'
import { lobby as enLobby } from './en/lobby.ts'
import { media as enMedia } from './en/media.ts'
import { metrics as enMetrics } from './en/metrics.ts'
import { mixer as enMixer } from './en/mixer.ts'
import { monitor as enMonitor } from './en/monitor.ts'
import { onAirItem as enOnAirItem } from './en/on-air-item.ts'
import { orders as enOrders } from './en/orders.ts'
import { outputs as enOutputs } from './en/outputs.ts'
import { overlay as enOverlay } from './en/overlay.ts'
import { preflight as enPreflight } from './en/preflight.ts'
import { prompter as enPrompter } from './en/prompter.ts'
import { queue as enQueue } from './en/queue.ts'
import { recording as enRecording } from './en/recording.ts'
import { refusals as enRefusals } from './en/refusals.ts'
import { rehearsal as enRehearsal } from './en/rehearsal.ts'
import { remoteControl as enRemoteControl } from './en/remote-control.ts'
import { review as enReview } from './en/review.ts'
import { reviewSummary as enReviewSummary } from './en/review-summary.ts'
import { reviewCurve as enReviewCurve } from './en/review-curve.ts'
import { reviewThreads as enReviewThreads } from './en/review-threads.ts'
import { reviewTables as enReviewTables } from './en/review-tables.ts'
import { roomCards as enRoomCards } from './en/room-cards.ts'
import { runSheet as enRunSheet } from './en/run-sheet.ts'
import { sceneEditor as enSceneEditor } from './en/scene-editor.ts'
import { scenes as enScenes } from './en/scenes.ts'
import { shoutOuts as enShoutOuts } from './en/shout-outs.ts'
import { statusBar as enStatusBar } from './en/status-bar.ts'
import { sync as enSync } from './en/sync.ts'
import { suggestions as enSuggestions } from './en/suggestions.ts'
import { suggestionCards as enSuggestionCards } from './en/suggestion-cards.ts'
import { thread as enThread } from './en/thread.ts'
import { watch as enWatch } from './en/watch.ts'
import { chat as enChat } from './en/chat.ts'
import { chatSources as enChatSources } from './en/chat-sources.ts'
import { duty as enDuty } from './en/duty.ts'
import { replies as enReplies } from './en/replies.ts'
import { moderation as enModeration } from './en/moderation.ts'
import { pairing as enPairing } from './en/pairing.ts'
import { consoleTexts as enConsole } from './en/console.ts'
import type { Texts } from './i18n.ts'
import { access as zhAccess } from './zh-CN/access.ts'
import { across as zhAcross } from './zh-CN/across.ts'
import { assistant as zhAssistant } from './zh-CN/assistant.ts'
import { common as zhCommon } from './zh-CN/common.ts'
import { compare as zhCompare } from './zh-CN/compare.ts'
import { devices as zhDevices } from './zh-CN/devices.ts'
import { engine as zhEngine } from './zh-CN/engine.ts'
import { enhancement as zhEnhancement } from './zh-CN/enhancement.ts'
import { fanHistory as zhFanHistory } from './zh-CN/fan-history.ts'
import { exportTexts as zhExports } from './zh-CN/exports.ts'
import { fans as zhFans } from './zh-CN/fans.ts'
import { goLive as zhGoLive } from './zh-CN/go-live.ts'
import { health as zhHealth } from './zh-CN/health.ts'
import { host as zhHost } from './zh-CN/host.ts'
import { intents as zhIntents } from './zh-CN/intents.ts'
import { knowledge as zhKnowledge } from './zh-CN/knowledge.ts'
import { lobby as zhLobby } from './zh-CN/lobby.ts'
import { media as zhMedia } from './zh-CN/media.ts'
import { metrics as zhMetrics } from './zh-CN/metrics.ts'
import { mixer as zhMixer } from './zh-CN/mixer.ts'
import { monitor as zhMonitor } from './zh-CN/monitor.ts'
import { onAirItem as zhOnAirItem } from './zh-CN/on-air-item.ts'
import { orders as zhOrders } from './zh-CN/orders.ts'
import { outputs as zhOutputs } from './zh-CN/outputs.ts'
import { overlay as zhOverlay } from './zh-CN/overlay.ts'
import { preflight as zhPreflight } from './zh-CN/preflight.ts'
import { prompter as zhPrompter } from './zh-CN/prompter.ts'
import { queue as zhQueue } from './zh-CN/queue.ts'
import { recording as zhRecording } from './zh-CN/recording.ts'
import { refusals as zhRefusals } from './zh-CN/refusals.ts'
import { rehearsal as zhRehearsal } from './zh-CN/rehearsal.ts'
import { remoteControl as zhRemoteControl } from './zh-CN/remote-control.ts'
import { review as zhReview } from './zh-CN/review.ts'
import { reviewSummary as zhReviewSummary } from './zh-CN/review-summary.ts'
import { reviewCurve as zhReviewCurve } from './zh-CN/review-curve.ts'
import { reviewThreads as zhReviewThreads } from './zh-CN/review-threads.ts'
import { reviewTables as zhReviewTables } from './zh-CN/review-tables.ts'
import { roomCards as zhRoomCards } from './zh-CN/room-cards.ts'
import { runSheet as zhRunSheet } from './zh-CN/run-sheet.ts'
import { sceneEditor as zhSceneEditor } from './zh-CN/scene-editor.ts'
import { scenes as zhScenes } from './zh-CN/scenes.ts'
import { shoutOuts as zhShoutOuts } from './zh-CN/shout-outs.ts'
import { statusBar as zhStatusBar } from './zh-CN/status-bar.ts'
import { sync as zhSync } from './zh-CN/sync.ts'
import { suggestions as zhSuggestions } from './zh-CN/suggestions.ts'
import { suggestionCards as zhSuggestionCards } from './zh-CN/suggestion-cards.ts'
import { thread as zhThread } from './zh-CN/thread.ts'
import { watch as zhWatch } from './zh-CN/watch.ts'
import { chat as zhChat } from './zh-CN/chat.ts'
import { chatSources as zhChatSources } from './zh-CN/chat-sources.ts'
import { duty as zhDuty } from './zh-CN/duty.ts'
import { replies as zhReplies } from './zh-CN/replies.ts'
import { moderation as zhModeration } from './zh-CN/moderation.ts'
import { pairing as zhPairing } from './zh-CN/pairing.ts'
import { consoleTexts as zhConsole } from './zh-CN/console.ts'

const zhCN = {
  access: zhAccess,
  across: zhAcross,
  assistant: zhAssistant,
  common: zhCommon,
  console: zhConsole,
  compare: zhCompare,
  devices: zhDevices,
  engine: zhEngine,
  enhancement: zhEnhancement,
  goLive: zhGoLive,
  health: zhHealth,
  host: zhHost,
  imports: zhImports,
  intents: zhIntents,
  knowledge: zhKnowledge,
  lobby: zhLobby,
  media: zhMedia,
  metrics: zhMetrics,
  mixer: zhMixer,
  monitor: zhMonitor,
  onAirItem: zhOnAirItem,
  orders: zhOrders,
  outputs: zhOutputs,
  overlay: zhOverlay,
  preflight: zhPreflight,
  prompter: zhPrompter,
  queue: zhQueue,
  recording: zhRecording,
  refusals: zhRefusals,
  rehearsal: zhRehearsal,
  remoteControl: zhRemoteControl,
  review: zhReview,
  reviewSummary: zhReviewSummary,
  reviewCurve: zhReviewCurve,
  reviewThreads: zhReviewThreads,
  reviewTables: zhReviewTables,
  roomCards: zhRoomCards,
  runSheet: zhRunSheet,
  sceneEditor: zhSceneEditor,
  scenes: zhScenes,
  shoutOuts: zhShoutOuts,
  statusBar: zhStatusBar,
  sync: zhSync,
  suggestions: zhSuggestions,
  suggestionCards: zhSuggestionCards,
  thread: zhThread,
  watch: zhWatch,
  chat: zhChat,
  chatSources: zhChatSources,
  duty: zhDuty,
  replies: zhReplies,
  fanHistory: zhFanHistory,
  exports: zhExports,
  fans: zhFans,
  moderation: zhModeration,
  pairing: zhPairing,
}

const en = {
  access: enAccess,
  across: enAcross,
  assistant: enAssistant,
  common: enCommon,
  console: enConsole,
  compare: enCompare,
  devices: enDevices,
  engine: enEngine,
  enhancement: enEnhancement,
  goLive: enGoLive,
  health: enHealth,
  host: enHost,
  imports: enImports,
  intents: enIntents,
  knowledge: enKnowledge,
  lobby: enLobby,
  media: enMedia,
  metrics: enMetrics,
  mixer: enMixer,
  monitor: enMonitor,
  onAirItem: enOnAirItem,
  orders: enOrders,
  outputs: enOutputs,
  overlay: enOverlay,
  preflight: enPreflight,
  prompter: enPrompter,
  queue: enQueue,
  recording: enRecording,
  refusals: enRefusals,
  rehearsal: enRehearsal,
  remoteControl: enRemoteControl,
  review: enReview,
  reviewSummary: enReviewSummary,
  reviewCurve: enReviewCurve,
  reviewThreads: enReviewThreads,
  reviewTables: enReviewTables,
  roomCards: enRoomCards,
  runSheet: enRunSheet,
  sceneEditor: enSceneEditor,
  scenes: enScenes,
  shoutOuts: enShoutOuts,
  statusBar: enStatusBar,
  sync: enSync,
  suggestions: enSuggestions,
  suggestionCards: enSuggestionCards,
  thread: enThread,
  watch: enWatch,
  chat: enChat,
  chatSources: enChatSources,
  duty: enDuty,
  replies: enReplies,
  fanHistory: enFanHistory,
  exports: enExports,
  fans: enFans,
  moderation: enModeration,
  pairing: enPairing,
} satisfies Record<keyof typeof zhCN, object>

/** Every namespace in every language. Pages that must stay small pick theirs instead. */
export const allTexts = { 'zh-CN': zhCN, en } satisfies Texts

declare module 'i18next' {
  /** Keys of `t` are checked against the Chinese texts; a test holds English to the same keys. */
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof zhCN
    keySeparator: false
  }
}
