import { Box, Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useRef, useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { ItemCard } from '#renderer/features/item-card/ItemCard.tsx'
import { LikeButton } from '#renderer/features/likes/LikeButton.tsx'
import { useLikes } from '#renderer/features/likes/use-likes.ts'
import { PinnedQuestion } from '#renderer/features/own-questions/PinnedQuestion.tsx'
import { QuestionList } from '#renderer/features/own-questions/QuestionList.tsx'
import { useOwnQuestions } from '#renderer/features/own-questions/use-own-questions.ts'
import { DanmakuList } from '#renderer/features/room-chat/DanmakuList.tsx'
import { useWriter } from '#renderer/features/room-chat/use-writer.ts'
import { WriteBox } from '#renderer/features/room-chat/WriteBox.tsx'
import type { PictureFit } from '#renderer/features/room-player/picture-fit.ts'
import { hasPicture } from '#renderer/features/room-player/player-view.ts'
import { Stage } from '#renderer/features/room-player/Stage.tsx'
import { usePictureFit } from '#renderer/features/room-player/use-picture-fit.ts'
import { usePlayer } from '#renderer/features/room-player/use-player.ts'
import { useWallCard } from '#renderer/features/wall-card/use-wall-card.ts'
import { WallCardView } from '#renderer/features/wall-card/WallCardView.tsx'
import type { LocalRoomReceiver } from '#renderer/media/local-room/receiver.ts'
import { useRoom } from '#renderer/session-client/room-context.tsx'
import { LinkBanner } from './LinkBanner.tsx'
import { ProfilePanel } from './ProfilePanel.tsx'
import { TopBar } from './TopBar.tsx'
import { useViewport } from './use-viewport.ts'
import { useWakeUp } from './use-wake-up.ts'
import classes from './WatchRoom.module.css'

/** Beside each other instead of above each other; the same condition stands in the style sheet. */
const SIDE_BY_SIDE = '(min-width: 900px), (orientation: landscape) and (max-height: 540px)'
/** Height of the bar over the picture on a phone, with its margins. */
const TOP_BAR_PX = 68

/** The room: picture, chat, own question, product and wall; on a phone above each other, else side by side. */
export function WatchRoom(props: {
  receiver: LocalRoomReceiver
  onTurnedAway: (notice: 'revoked' | 'unauthorised') => void
}) {
  const { receiver, onTurnedAway } = props
  const { t } = useTranslation('watch')
  const rootRef = useRef<HTMLDivElement>(null)
  const stageRef = useRef<HTMLDivElement>(null)
  const videoRef = useRef<HTMLVideoElement>(null)
  const sideBySide = useMediaQuery(SIDE_BY_SIDE, undefined, { getInitialValueInEffect: false }) ?? false
  const keyboardOpen = useViewport(rootRef)
  useWakeUp()

  const link = useRoom((state) => state.link)
  const room = useRoom((state) => state.room)
  const player = usePlayer(receiver, videoRef)
  const fit = usePictureFit(videoRef, stageRef, sideBySide ? 0 : TOP_BAR_PX)
  const questions = useOwnQuestions()
  const likes = useLikes()
  const writer = useWriter()
  const wall = useWallCard()
  const [panel, setPanel] = useState<'profile' | 'questions' | null>(null)

  useEffect(() => {
    if (link === 'revoked' || link === 'unauthorised') onTurnedAway(link)
  }, [link, onTurnedAway])

  useEffect(() => {
    if (room) document.title = room.title
  }, [room])

  const pictured = hasPicture(player.view) && fit !== null
  // The studio draws the card into the picture; a second one beside it would only cover the show.
  const wallInPicture = pictured && player.view === 'playing' && fit.wallReadable
  const under = pictured && fit.shape === 'wide' && !sideBySide
  const { item = null, phase = null } = room ?? {}

  const onClick = (): void => {
    if (player.soundBlocked) player.turnSound(true)
  }
  const onDoubleClick = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('button') === null) likes.like()
  }

  const pinned = (
    <>
      <LinkBanner />
      <PinnedQuestion questions={questions} onShowAll={() => setPanel('questions')} />
    </>
  )

  return (
    <Box
      ref={rootRef}
      className={classes.room}
      data-keyboard={keyboardOpen || undefined}
      data-under={under || undefined}
      data-wall={(wallInPicture && wall !== null && !sideBySide) || undefined}
      style={fit === null ? undefined : pictureLines(fit)}
    >
      <div className={classes.stage} onClick={onClick} onDoubleClick={onDoubleClick}>
        <Stage
          player={player}
          fit={fit}
          hushed={wall !== null && !pictured && !sideBySide}
          stageRef={stageRef}
          videoRef={videoRef}
        />
      </div>
      <TopBar
        player={player}
        stageRef={stageRef}
        sideBySide={sideBySide}
        onProfile={() => setPanel('profile')}
      />
      {under ? null : <div className={classes.pinned}>{pinned}</div>}
      <div className={classes.dock}>
        {under ? pinned : null}
        <div className={wallInPicture ? classes.heardOnly : classes.wall}>
          <WallCardView card={wall} />
        </div>
        <DanmakuList />
        {item === null || phase === 'ended' ? null : (
          <div className={classes.item}>
            <ItemCard
              item={item}
              action={
                <button
                  type="button"
                  className={classes.ask}
                  onClick={() =>
                    writer.begin(`${t('itemNumber', { ns: 'roomCards', number: item.number })} `)
                  }
                >
                  {t('askAbout', { ns: 'roomCards' })}
                </button>
              }
            />
          </div>
        )}
        <div className={classes.writeRow}>
          <WriteBox writer={writer} ended={phase === 'ended'} />
          <LikeButton likes={likes} />
        </div>
      </div>
      <Drawer
        opened={panel !== null}
        onClose={() => setPanel(null)}
        position={sideBySide ? 'right' : 'bottom'}
        size={sideBySide ? 400 : 'auto'}
        title={panel === 'questions' ? t('ownQuestion') : t('profileTitle')}
        closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }), size: 'lg' }}
        classNames={{ content: sideBySide ? undefined : classes.sheet, body: classes.panel }}
      >
        {panel === 'questions' ? <QuestionList questions={questions.all} /> : null}
        {panel === 'profile' ? (
          <ProfilePanel questions={questions.all.length} onQuestions={() => setPanel('questions')} />
        ) : null}
      </Drawer>
    </Box>
  )
}

/** The lower edge of the wall card that the studio draws into an upright picture, as a share of its height. */
const WALL_BOTTOM = 0.63

/** Where the picture's parts end on the page, for the style sheet to keep clear of them. */
const pictureLines = ({ top, bottom }: PictureFit): Record<`--${string}`, string> => ({
  '--picture-bottom': `${Math.round(bottom)}px`,
  '--wall-bottom': `${Math.round(top + WALL_BOTTOM * (bottom - top))}px`,
})
