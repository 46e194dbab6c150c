import type { Transition } from '#shared/domain/scenes/transition.ts'
import type { RemoteAction, RemoteOutcome } from '#shared/protocol/remote.ts'
import type { Recorder } from '#renderer/features/recording/recorder.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { createFigureCounter, remoteLevels, remoteState } from './remote-state.ts'
import { endShow, goLive } from './show-actions.ts'

export interface RemoteControlOptions {
  readonly client: StaffClient
  readonly engine: MediaEngine
  readonly recorder: Recorder
  /** Why this show must not go live by itself, in English for the surface's own log; null when nothing stands against it. */
  readonly against: () => Promise<string | null>
  /** Whether going live also starts a recording, as the host chose. */
  readonly recordsShows: () => boolean
  readonly wait: (ms: number) => Promise<void>
}

/** Changes that come together are told together, the first of them at once. */
const TELL_EVERY_MS = 50
/** What takes longer is answered before it is done; the state tells how it ended. */
const ANSWER_AFTER_MS = 1_500

const DONE: RemoteOutcome = { ok: true, figures: null }
const not = (problem: 'notFound' | 'wrongState' | 'refused' | 'failed', message: string): RemoteOutcome => ({
  ok: false,
  problem,
  message,
})

/**
 * The host window's side of remote control: tells the service what changes for as long as it wants to know, and does
 * what control surfaces ask for. Returns the way to stop.
 */
export function followRemoteControl(options: RemoteControlOptions): () => void {
  const { client, engine, recorder, wait } = options
  const { remote } = client
  const counter = createFigureCounter()
  let told = ''
  let timer: ReturnType<typeof setTimeout> | null = null
  let watching: (() => void)[] = []
  let listening: (() => void) | null = null

  const tell = (): void => {
    if (watching.length === 0) return
    const state = remoteState(engine.getState(), recorder.store.getState())
    const text = JSON.stringify(state)
    if (text === told) return
    told = text
    remote.tell(state)
  }
  const look = (): void => {
    if (timer !== null) return
    tell()
    timer = setTimeout(() => {
      timer = null
      tell()
    }, TELL_EVERY_MS)
  }
  const unwatch = (): void => {
    for (const stop of watching.splice(0)) stop()
    if (timer !== null) clearTimeout(timer)
    timer = null
    told = ''
  }
  const watch = (): void => {
    unwatch()
    watching = [
      engine.subscribe(look),
      recorder.store.subscribe(look),
      engine.subscribeStats((stats) => counter.count(stats, engine.getState())),
    ]
    look()
  }
  const unlisten = (): void => {
    listening?.()
    listening = null
  }

  const perform = async (action: RemoteAction): Promise<RemoteOutcome> => {
    const media = engine.getState()
    if (media.failure) return not('failed', 'The picture has stopped; start it again in the studio.')
    switch (action.type) {
      case 'setProgram':
      case 'setPreview':
        if (!media.scenes.some(({ id }) => id === action.sceneId)) {
          return not('notFound', 'The studio has no such scene any more.')
        }
        if (action.type === 'setPreview') engine.setPreview(action.sceneId)
        else engine.take(action.sceneId)
        return DONE
      case 'take':
        if (media.previewSceneId === null) return not('wrongState', 'No scene is on preview.')
        engine.take()
        return DONE
      case 'setTransition':
        engine.setTransition(transitionOf(action, media.transition))
        return DONE
      case 'setMuted':
        engine.setChannelMuted(action.channel, action.muted)
        return DONE
      case 'setGain':
        engine.setChannelGain(action.channel, action.gain)
        return DONE
      case 'startRecording':
        if (recorder.store.getState().phase !== 'idle') return not('wrongState', 'A recording runs already.')
        await Promise.race([recorder.start(), wait(ANSWER_AFTER_MS)])
        return recordingOutcome(recorder)
      case 'stopRecording':
        if (recorder.store.getState().phase !== 'recording') return not('wrongState', 'Nothing is recorded.')
        await Promise.race([recorder.stop(), wait(ANSWER_AFTER_MS)])
        return DONE
      case 'startShow':
        return startShow(options)
      case 'endShow':
        return stopShow(options)
      case 'figures':
        return { ok: true, figures: counter.figures(media) }
      default:
        return action satisfies never
    }
  }

  const onAsked = async (actionId: string, action: RemoteAction): Promise<void> => {
    const outcome = await perform(action).catch((error: unknown) =>
      not('failed', error instanceof Error ? error.message.slice(0, 300) : 'The studio could not do this.'),
    )
    // First what has changed, so that whoever gets the answer can ask and see it.
    tell()
    remote.answer(actionId, outcome)
  }

  const stop = remote.subscribe((ask) => {
    if (ask.type === 'remoteAction') return void onAsked(ask.actionId, ask.action)
    if (ask.state) watch()
    else unwatch()
    unlisten()
    if (ask.levels) listening = engine.subscribeLevels((levels) => remote.tellLevels(remoteLevels(levels)))
  })
  return () => {
    stop()
    unwatch()
    unlisten()
  }
}

/** A slide keeps its direction. */
function transitionOf(wish: Extract<RemoteAction, { type: 'setTransition' }>, now: Transition): Transition {
  const { kind, durationMs } = wish
  switch (kind) {
    case 'cut':
      return { kind }
    case 'fade':
      return { kind, durationMs }
    case 'slide':
      return { kind, durationMs, direction: now.kind === 'slide' ? now.direction : 'left' }
    default:
      return kind satisfies never
  }
}

function recordingOutcome({ store }: Recorder): RemoteOutcome {
  const { phase, problem } = store.getState()
  if (phase !== 'idle' || problem === null) return DONE
  switch (problem.kind) {
    case 'media':
      return not('failed', `The recording could not be started: ${problem.error.message}`.slice(0, 300))
    case 'upload':
      return not('failed', `The recording could not be saved: ${problem.failure}.`)
    case 'noSession':
      return not('failed', 'No show is open.')
    default:
      return problem satisfies never
  }
}

/** As the button does it, without the person who would look at the list and confirm: so nothing may stand against it. */
async function startShow(options: RemoteControlOptions): Promise<RemoteOutcome> {
  const { client, recorder } = options
  const { session } = client.store.getState()
  if (!session) return not('failed', 'No show is open.')
  if (session.phase === 'live') {
    return session.kind === 'show'
      ? not('wrongState', 'The show is live already.')
      : not('refused', 'A rehearsal is running; end it first.')
  }
  const against = await options.against()
  if (against !== null) return not('refused', against.slice(0, 300))
  const problem = await goLive(client, session.title)
  if (problem) return not('failed', 'The session service did not let the show go live.')
  if (options.recordsShows()) void recorder.start()
  return DONE
}

async function stopShow({ client }: RemoteControlOptions): Promise<RemoteOutcome> {
  const { session } = client.store.getState()
  if (session?.kind !== 'show' || session.phase !== 'live') return not('wrongState', 'No show is live.')
  const problem = await endShow(client)
  return problem ? not('failed', 'The session service did not let the show end.') : DONE
}
