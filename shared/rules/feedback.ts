export const LONGEST_FEEDBACK = 2000
export const FEEDBACK_A_DAY = 10
