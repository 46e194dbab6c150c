import { Box } from '@mantine/core'
import { IconHeartFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Likes } from './use-likes.ts'
import classes from './LikeButton.module.css'

/** The heart with the room's count; its hearts rise above it and take no touches. */
export function LikeButton({ likes }: { likes: Likes }) {
  const { t, i18n } = useTranslation('watch')
  const { count, hearts, possible, like } = likes
  const short = new Intl.NumberFormat(i18n.language, { notation: 'compact', maximumFractionDigits: 1 })
  return (
    <div className={classes.place}>
      <div className={classes.sky} aria-hidden>
        {hearts.map(({ id, lane, sway }) => (
          <Box key={id} data-heart className={classes.heart} style={{ '--lane': lane, '--sway': sway }}>
            <IconHeartFilled size={24} />
          </Box>
        ))}
      </div>
      <button
        type="button"
        className={classes.button}
        aria-label={t('like')}
        aria-describedby="room-likes"
        disabled={!possible}
        onClick={like}
      >
        <IconHeartFilled size={22} aria-hidden />
      </button>
      <span id="room-likes" className={classes.count} aria-label={t('likes', { number: count })}>
        {short.format(count)}
      </span>
    </div>
  )
}
