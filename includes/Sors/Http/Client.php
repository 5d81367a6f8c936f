<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Contract\Operation;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Misuse;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\Wire\DecimalText;
use SorsApi\Sors\Wire\Encoder;
use SorsApi\Sors\Wire\Json;
use SorsApi\Sors\Wire\Scalars;

/** Carries a call out, once: makes its request as the contract says, sends it, and reads the response. */
final class Client {

	/** The contract gives types to fields only; these are the parameters that are not texts. */
	private const QUERY_TYPES = [
		'businessUnitId' => 'id',
		'modifiedSince'  => 'dateTime',
		'from'           => 'date',
		'to'             => 'date',
	];

	private Contract $contract;
	private Scalars $scalars;
	private Transport $transport;
	private Key $key;
	private string $baseUrl;
	private int $timeoutSeconds;

	public function __construct( Contract $contract, Scalars $scalars, Transport $transport, Key $key, string $baseUrl, int $timeoutSeconds ) {
		$this->contract       = $contract;
		$this->scalars        = $scalars;
		$this->transport      = $transport;
		$this->key            = $key;
		$this->baseUrl        = $baseUrl;
		$this->timeoutSeconds = $timeoutSeconds;
	}

	/**
	 * Whether to try again after an error is for the caller to decide.
	 *
	 * @param string|null $cursor What an earlier response gave as next; null for the first page.
	 * @return Response A good one, with its data not yet decoded.
	 * @throws ContractError "unsupported" When SORS does not have the operation, or cannot search like that: nothing was sent.
	 * @throws SorsError By the table of `Errors`.
	 * @throws \InvalidArgumentException When the database's name, an id or the cursor cannot be sent.
	 */
	public function call( Call $call, ?string $cursor = null ): Response {
		$operation = $this->contract->operation( $call->operation );
		if ( null === $operation ) {
			ContractError::unsupported( $call->operation )->throw();
		}
		if ( ! $this->key->isSet() ) {
			throw Errors::noKey();
		}
		$cursor   = $operation->isPaged ? $cursor : null;
		$response = $this->send( $operation, $this->request( $call, $operation, $this->paging( $operation, $cursor ) ) );
		if ( $operation->isPaged && is_array( $response->data ) ) {
			$response->next = $this->contract->paging->next( $cursor, $response->data, $response->total, $operation->name );
		}
		return $response;
	}

	/**
	 * Says which calls are about to be made, so that their first pages may come at once. What is wrong with one, it says
	 * itself.
	 *
	 * @param list<Call> $calls
	 */
	public function ahead( array $calls ): void {
		$requests = [];
		foreach ( $this->key->isSet() ? $calls : [] as $call ) {
			$operation = $this->contract->operation( $call->operation );
			if ( null === $operation || $operation->isWrite() ) {
				continue;
			}
			try {
				$requests[] = $this->request( $call, $operation, $this->paging( $operation, null ) );
			} catch ( ContractError | \InvalidArgumentException $error ) {
				continue;
			}
		}
		$this->transport->ahead( $requests );
	}

	/** When a response to the call could not be decoded: the error to throw. */
	public function unreadable( Call $call, Malformed $error ): SorsError {
		$operation = $this->contract->operation( $call->operation );
		return null === $operation ? $error : Errors::ofUnreadable( $operation, $error );
	}

	private function send( Operation $operation, Request $request ): Response {
		try {
			$response = $this->transport->send( $request );
		} catch ( TransportFailed $failure ) {
			Errors::ofFailure( $operation, new TransportFailed( $failure->reason, $failure->maybeSent, $this->key->redact( $failure->getMessage() ) ), $request->host() )->throw();
		}
		$response->read( $operation, $this->key, time() );
		$error = Errors::ofResponse( $operation, $response, $request->host() );
		if ( null !== $error ) {
			throw $error;
		}
		return $response;
	}

	/** @return array<string, int> Wire name => value. */
	private function paging( Operation $operation, ?string $cursor ): array {
		return $operation->isPaged ? $this->contract->paging->parameters( $cursor ) : [];
	}

	/**
	 * @param array<string, int> $paging Wire name => value.
	 * @throws ContractError "unsupported"
	 */
	private function request( Call $call, Operation $operation, array $paging ): Request {
		self::checkWords( $call, $operation );
		$query = [];
		foreach ( $call->query as $parameter => $value ) {
			if ( null === $value ) {
				continue;
			}
			if ( ! isset( $operation->query[ $parameter ] ) ) {
				ContractError::unsupported( $operation->name . '.' . $parameter )->throw();
			}
			$query[ $operation->query[ $parameter ] ] = $this->scalars->asText( self::QUERY_TYPES[ $parameter ] ?? 'string', $value );
		}
		foreach ( $paging as $name => $value ) {
			$query[ $name ] = (string) $value;
		}
		foreach ( $operation->fixedQuery as $name => $value ) {
			$query[ $name ] = is_float( $value ) ? DecimalText::read( $value, false ) : $this->scalars->asText( 'string', $value );
		}
		$headers = [
			'Accept'                    => 'application/json',
			$this->contract->authHeader => $this->contract->authPrefix . $this->key->reveal(),
		];
		if ( $operation->needsDatabase && 'query' === $this->contract->databaseIn ) {
			$query[ $this->contract->databaseName ] = (string) $call->database;
		}
		if ( $operation->needsDatabase && 'header' === $this->contract->databaseIn ) {
			$headers[ $this->contract->databaseName ] = (string) $call->database;
		}
		$body = $call->body ?? ( [] === $operation->fixedBody ? null : Json::object( Encoder::withFixed( [], $operation ) ) );
		if ( null !== $body ) {
			$headers['Content-Type'] = 'application/json; charset=utf-8';
		}
		return new Request( $operation->method, $this->url( $call, $operation, $query ), $headers, $body, $this->timeoutSeconds, $operation->isWrite(), $operation->name );
	}

	/**
	 * All values are encoded: none can choose another server.
	 *
	 * @param array<string, string> $query
	 * @psalm-taint-escape ssrf
	 */
	private function url( Call $call, Operation $operation, array $query ): string {
		$path = $operation->path;
		foreach ( $call->path + [ 'database' => (string) $call->database ] as $name => $value ) {
			$path = str_replace( '{' . $name . '}', rawurlencode( $value ), $path );
		}
		return $this->baseUrl . $path . ( [] === $query ? '' : '?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 ) );
	}

	/** An empty id would ask for the whole list, ".." for another path, and a line break would begin another header. */
	private static function checkWords( Call $call, Operation $operation ): void {
		$words = $call->path;
		if ( $operation->needsDatabase ) {
			$words['database'] = (string) $call->database;
		}
		foreach ( $words as $name => $word ) {
			if ( in_array( trim( $word ), [ '', '.', '..' ], true ) || 1 === preg_match( '/[\x00-\x1F\x7F]/', $word ) ) {
				( new Misuse( sprintf( 'The %s cannot be sent: "%s".', $name, preg_replace( '/[\x00-\x1F\x7F]/', '?', $word ) ) ) )->throw();
			}
		}
	}
}
