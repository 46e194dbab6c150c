import classes from './HealthPanel.module.css'

const WIDTH = 120
const HEIGHT = 24

/** The last two minutes as a line, newest at the right edge. Decoration: the figure beside it says the value. */
export function Sparkline(props: { values: readonly (number | null)[]; top: number; bottom: number }) {
  const { values, bottom } = props
  const top = values.reduce<number>((highest, value) => Math.max(highest, value ?? bottom), props.top)
  const place = (value: number): number =>
    HEIGHT - 1 - ((Math.max(bottom, value) - bottom) / (top - bottom)) * (HEIGHT - 2)
  return (
    <svg className={classes.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      {runsOf(values).map(({ from, run }) => (
        <polyline
          key={from}
          points={run
            .map((value, at) => `${WIDTH - values.length + from + at},${place(value).toFixed(1)}`)
            .join(' ')}
        />
      ))}
    </svg>
  )
}

/** What was not known leaves a gap. */
function runsOf(values: readonly (number | null)[]): { from: number; run: number[] }[] {
  const runs: { from: number; run: number[] }[] = []
  let open: { from: number; run: number[] } | null = null
  values.forEach((value, at) => {
    if (value === null) {
      open = null
      return
    }
    if (open === null) {
      open = { from: at, run: [] }
      runs.push(open)
    }
    open.run.push(value)
  })
  return runs.filter(({ run }) => run.length > 1)
}
