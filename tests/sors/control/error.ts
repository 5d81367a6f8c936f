/** A control request that makes no sense: the test that sent it must fail. */
export class ControlError extends Error {}
