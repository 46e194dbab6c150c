/** Name of the secret that holds the address a CDN push goes to: the address holds its key. */
export const PUSH_ADDRESS = 'agora.push-address'
