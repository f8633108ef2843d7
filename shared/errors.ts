/** Where one goes on from an error: an address of the site, and what its button says. */
export interface Way {
  href: string
  label: string
}

/** An error that is shown to the person as it stands. Everything else becomes a logged 500 with a plain page. */
export class PublicError extends Error {
  readonly status: number
  readonly way: Way | undefined
  constructor(status: number, message: string, way?: Way) {
    super(message)
    this.status = status
    this.way = way
  }
}

export class NotFound extends PublicError {
  constructor(message = 'There is nothing at this address.', way?: Way) {
    super(404, message, way)
  }
}

export class Forbidden extends PublicError {
  constructor(message = 'You may not do that.', way?: Way) {
    super(403, message, way)
  }
}

export class Invalid extends PublicError {
  constructor(message: string, status = 422, way?: Way) {
    super(status, message, way)
  }
}

export class Conflict extends PublicError {
  constructor(message: string, way?: Way) {
    super(409, message, way)
  }
}
