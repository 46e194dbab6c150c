import { useTranslation } from 'react-i18next'

import { ItemCard } from '#renderer/features/item-card/ItemCard.tsx'
import { useWallCard } from '#renderer/features/wall-card/use-wall-card.ts'
import { WallCardView } from '#renderer/features/wall-card/WallCardView.tsx'
import { RoomProvider, useRoom } from '#renderer/session-client/room-context.tsx'
import classes from './OverlayApp.module.css'
import { useOverlayClient, wasPairedBefore } from './use-overlay-client.ts'

/**
 * The wall for OBS or a second display: `/overlay/?code=123456`, and `&item=1` for the product on air. It is on air
 * itself, so nothing but cards is ever drawn; only an overlay that has never worked says how to set it up.
 */
export function OverlayApp() {
  const place = useOverlayClient()
  switch (place.at) {
    case 'entry':
      return null
    case 'outside':
      return wasPairedBefore() ? null : <SetupHint wrongCode={place.wrongCode} />
    case 'room':
      return (
        <RoomProvider client={place.client}>
          <Cards />
        </RoomProvider>
      )
    default:
      return place satisfies never
  }
}

const showsItem = ['1', 'true'].includes(new URLSearchParams(location.search).get('item') ?? '')

function Cards() {
  const card = useWallCard()
  // Live or not is for the host to see; a product of a show that is over is no offer any more.
  const item = useRoom(({ room }) => (room === null || room.phase === 'ended' ? null : room.item))
  return (
    <div className={classes.picture}>
      <div className={classes.wall}>
        <WallCardView card={card} />
      </div>
      {showsItem && item !== null ? (
        <div className={classes.item}>
          <ItemCard item={item} />
        </div>
      ) : null}
    </div>
  )
}

function SetupHint({ wrongCode }: { wrongCode: boolean }) {
  const { t } = useTranslation('overlay')
  return (
    <div className={classes.setup} role="status">
      <strong>{t('setupTitle')}</strong>
      {wrongCode ? t('setupWrongCode') : t('setupHint')}
    </div>
  )
}
