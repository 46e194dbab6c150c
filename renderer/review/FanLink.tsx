import classes from './show-link.module.css'
import { hashOf } from './views.ts'

/** A person by name, as the way to their story; `fanId` is a fan's id or a viewer key. */
export function FanLink({ fanId, name }: { fanId: string; name: string }) {
  return (
    <a className={classes.fan} href={hashOf({ name: 'fan', fanId })}>
      {name}
    </a>
  )
}
