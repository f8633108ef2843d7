/** An error that is shown to the person as it stands. Everything else becomes a logged 500 with a plain page. */
export class PublicError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export class NotFound extends PublicError {
  constructor(message = 'There is nothing at this address.') {
    super(404, message)
  }
}

export class Forbidden extends PublicError {
  constructor(message = 'You may not do that.') {
    super(403, message)
  }
}

export class Invalid extends PublicError {
  constructor(message: string, status = 422) {
    super(status, message)
  }
}

export class Conflict extends PublicError {
  constructor(message: string) {
    super(409, message)
  }
}
