import { Button, Text } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { IMAGE_TYPES } from '#shared/domain/scenes/scene-file.ts'
import { assetUrl } from '#renderer/session-client/asset-client.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { useImageChoice } from '#renderer/ui/use-image-choice.ts'
import classes from './item-dialog.module.css'

/** The item's picture. Only the host's window may bring new ones to the service. */
export function PictureField(props: { assetId: string | null; onChange: (assetId: string | null) => void }) {
  const { assetId, onChange } = props
  const { t } = useTranslation('runSheet')
  const mayUpload = useStaff(({ you }) => you?.role === 'host')
  const input = useRef<HTMLInputElement>(null)
  const image = useImageChoice()
  return (
    <div className={classes.picture}>
      {assetId === null ? (
        <span className={classes.noPicture}>
          <IconPhoto size={24} stroke={1.25} aria-hidden />
        </span>
      ) : (
        <img src={assetUrl(assetId)} alt={t('field_assetId')} />
      )}
      {mayUpload ? (
        <>
          <input
            ref={input}
            type="file"
            hidden
            accept={IMAGE_TYPES.join(',')}
            aria-label={t('field_assetId')}
            onChange={(event) => {
              void image.choose(event.currentTarget).then((chosen) => {
                if (chosen !== null) onChange(chosen)
              })
            }}
          />
          <Button size="sm" variant="default" loading={image.busy} onClick={() => input.current?.click()}>
            {t(assetId === null ? 'pictureChoose' : 'pictureChange')}
          </Button>
        </>
      ) : (
        <Text size="sm" c="var(--studio-dimmed)">
          {t('pictureHostOnly')}
        </Text>
      )}
      {assetId === null ? null : (
        <Button size="sm" variant="subtle" color="gray" onClick={() => onChange(null)}>
          {t('pictureRemove')}
        </Button>
      )}
    </div>
  )
}
