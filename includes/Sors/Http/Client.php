<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Contract\Operation;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\SorsError;

/** Carries a call out, once. Whether to try again is for the caller to decide. */
final class Client {

	private Contract $contract;
	private RequestBuilder $requests;
	private Transport $transport;
	private Key $key;

	public function __construct( Contract $contract, RequestBuilder $requests, Transport $transport, Key $key ) {
		$this->contract  = $contract;
		$this->requests  = $requests;
		$this->transport = $transport;
		$this->key       = $key;
	}

	/**
	 * @param string|null $cursor What an earlier answer gave as next; null for the first page.
	 *
	 * @throws SorsError
	 */
	public function call( Call $call, ?string $cursor = null ): Answer {
		$operation = $this->contract->operation( $call->operation );
		if ( null === $operation ) {
			throw ContractError::unsupported( $call->operation );
		}
		if ( ! $this->key->isSet() ) {
			throw new AuthFailed( Sentences::noKey(), 'no_key' );
		}
		$pager   = new Pager( $this->contract->paging );
		$asked   = $operation->isPaged && null !== $cursor ? Cursor::decode( $cursor ) : null;
		$request = $this->requests->build( $call, $operation, $operation->isPaged ? $pager->parameters( $asked ) : [] );
		$reply   = $this->send( $operation, $request );
		if ( ! $operation->isPaged || ! is_array( $reply->data ) ) {
			return new Answer( $reply->data, $reply->isEmpty, null, $reply->total );
		}
		$next = $pager->next( $asked, $reply->data, $reply->total, $reply->next, $operation->name );
		return new Answer( $reply->data, false, null === $next ? null : $next->encode(), $reply->total );
	}

	/** When a write's answer could not be decoded. */
	public function unreadable( Call $call, Malformed $error ): SorsError {
		$operation = $this->contract->operation( $call->operation );
		return null === $operation ? $error : Outcome::unreadable( $operation, $error );
	}

	/**
	 * @throws SorsError
	 */
	private function send( Operation $operation, Request $request ): Reply {
		$host = BaseUrl::host( $request->url );
		try {
			$response = $this->transport->send( $request );
		} catch ( TransportFailed $failure ) {
			throw Outcome::ofFailure( $operation, new TransportFailed( $failure->reason, $failure->maybeSent, $this->key->redact( $failure->getMessage() ) ), $host );
		}
		$reply = Reply::read( $response, $operation->envelope, $this->contract->paging->next, $this->key, time() );
		$error = Outcome::ofReply( $operation, $reply, $host );
		if ( null !== $error ) {
			throw $error;
		}
		return $reply;
	}
}
