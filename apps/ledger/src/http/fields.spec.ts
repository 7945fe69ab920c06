import { isCommandId } from './fields';

describe('command ids of timeouts and operations', () => {
  it.each([
    ['timeout:3', true],
    ['timeout:anything', true],
    ['operation:4711', true],
    ['operations', false],
    ['timeouts', false],
    ['my-timeout:3', false],
  ])('%s is reserved: %s', (commandId, reserved) => {
    expect(isCommandId(commandId)).toBe(!reserved);
  });
});
