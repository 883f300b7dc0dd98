/**
 * `mockerd/msw`: a daemon behind msw, for clients that are not told where to find another.
 *
 * @module mockerd/msw
 */
export { type DockerHandlersOptions, dockerHandlers } from './msw/handlers.ts'
