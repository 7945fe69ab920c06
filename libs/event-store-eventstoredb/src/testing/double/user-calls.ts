import { CreateResp, DetailsResp, type CreateReq, type DetailsReq } from '@eventstore/db-client/generated/users_pb';
import type { IUsersServer } from '@eventstore/db-client/generated/users_grpc_pb';
import type { Metadata, sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import type { Accounts } from './accounts';
import { rpcErrors, type RpcError } from './protocol';

const GONE = (): RpcError => rpcErrors.unimplemented('This double creates accounts and shows them, no more.');

/** The protocol Users (users.proto, Users.Create.cs, Users.Details.cs): administrators, and each account about itself. */
export function usersService(accounts: Accounts): IUsersServer {
  const refusal = (headers: Metadata, login: string): RpcError | undefined => {
    const caller = accounts.of(headers);
    if (caller instanceof Error) return caller;
    const may = caller !== undefined && (caller.groups.includes('$admins') || caller.username === login);
    return may ? undefined : rpcErrors.accessDenied();
  };
  const unused = (_call: unknown, callback: (error: RpcError) => void): void => callback(GONE());
  return {
    create: (call: ServerUnaryCall<CreateReq, CreateResp>, callback: sendUnaryData<CreateResp>) => {
      const options = call.request.getOptions();
      const username = options?.getLoginName() ?? '';
      const refused = refusal(call.metadata, '');
      if (refused !== undefined) return callback(refused);
      if (accounts.get(username) !== undefined) return callback(rpcErrors.userConflict(username));
      accounts.create({ username, password: options?.getPassword() ?? '', groups: options?.getGroupsList() ?? [] });
      callback(null, new CreateResp());
    },
    details: (call: ServerWritableStream<DetailsReq, DetailsResp>) => {
      const username = call.request.getOptions()?.getLoginName() ?? '';
      const account = accounts.get(username);
      const refused = refusal(call.metadata, username);
      if (refused !== undefined) return void call.emit('error', refused);
      if (account === undefined) return void call.emit('error', rpcErrors.userNotFound(username));
      const details = new DetailsResp.UserDetails().setLoginName(username).setGroupsList([...account.groups]);
      call.write(new DetailsResp().setUserDetails(details));
      call.end();
    },
    ...{
      update: unused,
      delete: unused,
      disable: unused,
      enable: unused,
      changePassword: unused,
      resetPassword: unused,
    },
  };
}
