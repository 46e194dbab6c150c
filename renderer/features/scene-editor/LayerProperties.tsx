import {
  Button,
  ColorInput,
  NumberInput,
  SegmentedControl,
  Select,
  Slider,
  Switch,
  Textarea,
} from '@mantine/core'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { updateLayer, type LayerPatch } from '#shared/domain/scenes/edit-scene.ts'
import {
  CAMERA_SLOTS,
  NO_CROP,
  type LayerSource,
  type SceneLayer,
  type TextSource,
} from '#shared/domain/scenes/scene.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { useEditor, useEditorState } from './editor-context.tsx'
import { layerOf } from './editor-store.ts'
import classes from './layer-properties.module.css'
import { PlaceFields } from './PlaceFields.tsx'
import { useImageChoice } from '#renderer/ui/use-image-choice.ts'

/** What can be changed about the layer in hand. */
export function LayerProperties() {
  const { t } = useTranslation('sceneEditor')
  const layer = useEditorState(layerOf)
  return (
    <section className={classes.panel} aria-label={t('properties')}>
      {layer === null ? (
        <EmptyState title={t('selectLayer')} hint={t('selectLayerHint')} />
      ) : (
        <Fields key={layer.id} layer={layer} />
      )}
    </section>
  )
}

const PICTURES: ReadonlySet<LayerSource['kind']> = new Set<LayerSource['kind']>(['camera', 'screen', 'image'])

function Fields({ layer }: { layer: SceneLayer }) {
  const { t } = useTranslation('sceneEditor')
  const editor = useEditor()
  const { source } = layer
  /** Everything typed or slid in one field is one step to undo. */
  const patch = (change: LayerPatch, field: string): void =>
    editor.changeScene((scene) => updateLayer(scene, layer.id, change), `${layer.id}-${field}`)
  const setSource = (next: LayerSource, field = 'source'): void => patch({ source: next }, field)
  const isPicture = PICTURES.has(source.kind)
  const isCard = source.kind === 'product' || source.kind === 'wall'
  return (
    <div className={classes.fields} onBlur={() => editor.endGesture()}>
      {isPicture ? <PictureSource source={source} onChange={setSource} /> : null}
      {source.kind === 'product' ? <p className={classes.hint}>{t('productHint')}</p> : null}
      {source.kind === 'wall' ? <p className={classes.hint}>{t('wallHint')}</p> : null}
      {source.kind === 'text' ? <TextFields source={source} onChange={setSource} /> : null}
      {source.kind === 'color' ? (
        <Color
          label={t('color')}
          value={source.color}
          onChange={(color) => setSource({ kind: 'color', color }, 'color')}
        />
      ) : null}
      <PlaceFields layer={layer} />
      {isPicture ? (
        <>
          <Labelled label={t('fit')}>
            <SegmentedControl
              size="sm"
              fullWidth
              value={layer.fit}
              data={[
                { value: 'cover', label: t('fit_cover') },
                { value: 'contain', label: t('fit_contain') },
              ]}
              onChange={(fit) => patch({ fit: fit === 'cover' ? 'cover' : 'contain' }, 'fit')}
            />
          </Labelled>
          <CropFields layer={layer} patch={patch} />
          <Switch
            label={t('mirror')}
            checked={layer.mirror}
            onChange={(event) => patch({ mirror: event.currentTarget.checked }, 'mirror')}
          />
        </>
      ) : null}
      {isCard ? null : (
        <>
          <Percent
            label={t('opacity')}
            value={layer.opacity}
            onChange={(opacity) => patch({ opacity }, 'opacity')}
          />
          <Percent
            label={t('corner')}
            value={layer.cornerRadius}
            onChange={(cornerRadius) => patch({ cornerRadius }, 'corner')}
          />
        </>
      )}
    </div>
  )
}

function PictureSource({ source, onChange }: { source: LayerSource; onChange: (next: LayerSource) => void }) {
  const { t } = useTranslation('sceneEditor')
  const file = useRef<HTMLInputElement>(null)
  const image = useImageChoice()
  const value = source.kind === 'camera' ? `camera-${source.slot}` : source.kind
  const choose = (next: string | null): void => {
    if (next === 'screen') return onChange({ kind: 'screen' })
    if (next === 'image') return file.current?.click()
    const slot = CAMERA_SLOTS.find((one) => next === `camera-${one}`)
    if (slot) onChange({ kind: 'camera', slot })
  }
  return (
    <>
      <Select
        label={t('source')}
        allowDeselect={false}
        value={value}
        data={[
          ...CAMERA_SLOTS.map((slot) => ({
            value: `camera-${slot}`,
            label: t('source_camera', { n: slot }),
          })),
          { value: 'screen', label: t('source_screen') },
          { value: 'image', label: source.kind === 'image' ? t('source_image') : t('chooseImage') },
        ]}
        onChange={choose}
      />
      <input
        ref={file}
        hidden
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={t('replaceImage')}
        onChange={(event) => {
          void image.choose(event.currentTarget).then((assetId) => {
            if (assetId !== null) onChange({ kind: 'image', assetId })
          })
        }}
      />
      {source.kind === 'image' ? (
        <div>
          <Button
            size="sm"
            variant="light"
            fullWidth
            loading={image.busy}
            onClick={() => file.current?.click()}
          >
            {t('replaceImage')}
          </Button>
          <p className={classes.hint}>{t('imageLimits')}</p>
        </div>
      ) : null}
    </>
  )
}

function TextFields(props: { source: TextSource; onChange: (next: TextSource, field: string) => void }) {
  const { source, onChange } = props
  const { t } = useTranslation('sceneEditor')
  const set = (change: Partial<TextSource>, field: string): void => onChange({ ...source, ...change }, field)
  return (
    <>
      <Textarea
        label={t('text')}
        autosize
        minRows={2}
        maxRows={5}
        maxLength={500}
        value={source.text}
        onChange={(event) => set({ text: event.currentTarget.value }, 'text')}
      />
      <Labelled label={t('size')}>
        <Slider
          min={0.01}
          max={0.3}
          step={0.005}
          label={(value) => `${Math.round(value * 100)}%`}
          thumbLabel={t('size')}
          value={source.size}
          onChange={(size) => set({ size }, 'size')}
        />
      </Labelled>
      <div className={classes.pair}>
        <Labelled label={t('align')}>
          <SegmentedControl
            size="xs"
            fullWidth
            value={source.align}
            data={(['start', 'center', 'end'] as const).map((align) => ({
              value: align,
              label: t(`align_${align}`),
            }))}
            onChange={(align) => set({ align }, 'align')}
          />
        </Labelled>
        <Labelled label={t('weight')}>
          <SegmentedControl
            size="xs"
            fullWidth
            value={source.weight}
            data={(['normal', 'bold'] as const).map((weight) => ({
              value: weight,
              label: t(`weight_${weight}`),
            }))}
            onChange={(weight) => set({ weight }, 'weight')}
          />
        </Labelled>
      </div>
      <Color label={t('color')} value={source.color} onChange={(color) => set({ color }, 'color')} />
      <Switch
        label={t('background')}
        checked={source.background !== null}
        onChange={(event) =>
          set(
            { background: event.currentTarget.checked ? { color: '#10181a', opacity: 0.7 } : null },
            'background',
          )
        }
      />
      {source.background ? (
        <>
          <Color
            label={t('background')}
            hideLabel
            value={source.background.color}
            onChange={(color) =>
              set({ background: { color, opacity: source.background?.opacity ?? 1 } }, 'background')
            }
          />
          <Percent
            label={t('backgroundOpacity')}
            value={source.background.opacity}
            onChange={(opacity) =>
              set(
                { background: { color: source.background?.color ?? '#000000', opacity } },
                'backgroundOpacity',
              )
            }
          />
        </>
      ) : null}
    </>
  )
}

function CropFields(props: { layer: SceneLayer; patch: (change: LayerPatch, field: string) => void }) {
  const { layer, patch } = props
  const { t } = useTranslation('sceneEditor')
  const editor = useEditor()
  const cropping = useEditorState((state) => state.cropping)
  const { cropInsets } = layer
  const cropped = Object.values(cropInsets).some((inset) => inset > 0)
  return (
    <Labelled label={t('crop')}>
      <div className={classes.four}>
        {(['left', 'top', 'right', 'bottom'] as const).map((side) => (
          <NumberInput
            key={side}
            size="sm"
            label={t(side)}
            min={0}
            max={95}
            decimalScale={1}
            value={Math.round(cropInsets[side] * 1000) / 10}
            onChange={(value) => {
              if (typeof value === 'number') {
                patch({ cropInsets: { ...cropInsets, [side]: value / 100 } }, `crop-${side}`)
              }
            }}
          />
        ))}
      </div>
      <div className={classes.buttons}>
        <Button
          size="sm"
          variant={cropping ? 'filled' : 'light'}
          aria-pressed={cropping}
          onClick={() => editor.setCropping(!cropping)}
        >
          {t(cropping ? 'cropDone' : 'cropMode')}
        </Button>
        <Button
          size="sm"
          variant="subtle"
          color="gray"
          disabled={!cropped}
          onClick={() => patch({ cropInsets: NO_CROP }, 'crop-reset')}
        >
          {t('cropReset')}
        </Button>
      </div>
      {cropping ? <p className={classes.hint}>{t('cropHint')}</p> : null}
    </Labelled>
  )
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label}>
      <div className={classes.label}>{label}</div>
      {children}
    </div>
  )
}

function Percent(props: { label: string; value: number; onChange: (value: number) => void }) {
  const { label, value, onChange } = props
  const percent = Math.round(value * 100)
  return (
    <Labelled label={`${label} ${percent}%`}>
      <Slider
        min={0}
        max={100}
        label={null}
        thumbLabel={label}
        value={percent}
        onChange={(next) => onChange(next / 100)}
      />
    </Labelled>
  )
}

function Color(props: {
  label: string
  hideLabel?: boolean
  value: string
  onChange: (color: string) => void
}) {
  const { label, hideLabel, value, onChange } = props
  return (
    <ColorInput
      label={hideLabel ? undefined : label}
      aria-label={label}
      format="hex"
      withEyeDropper={false}
      swatches={['#ffffff', '#000000', '#e5484d', '#ff9d7a', '#f0b23e', '#46a758', '#3fb8ac', '#10211f']}
      value={value}
      onChange={(color) => {
        // While it is being typed it is not a colour yet.
        if (/^#[0-9a-f]{6}$/i.test(color)) onChange(color)
      }}
    />
  )
}
