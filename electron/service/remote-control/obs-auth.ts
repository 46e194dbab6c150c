import { createHash, randomBytes, randomInt } from 'node:crypto'
import { z } from 'zod'

import { isSameSecret } from '../transport/secrets.ts'

/**
 * What is kept of a password: enough to check an answer to a challenge, not the password. Whoever reads the secret
 * could answer challenges, so it stays in the library and goes to no client and no log.
 */
export const authSchema = z.object({ salt: z.string().min(1), secret: z.string().min(1) })
export type Auth = z.infer<typeof authSchema>

/** Without the letters and digits that are mistaken for each other when typed off a screen. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP_LENGTH = 4

/** Sixteen characters of 32, which is 80 bits: `h3kd-…`. Short enough to type into a tablet. */
export function generatePassword(): string {
  const group = (): string =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '').join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64')

export const randomText = (): string => randomBytes(32).toString('base64')

/** Salt and the protocol's "base64 secret": SHA-256 of password and salt. */
export function authFor(password: string, salt: string = randomText()): Auth {
  return { salt, secret: sha256(password + salt) }
}

/** Whether `answer` is the protocol's authentication string for this challenge. */
export const answers = (answer: string, auth: Auth, challenge: string): boolean =>
  isSameSecret(answer, sha256(auth.secret + challenge))
