<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Contract\Operation;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Wire\DecimalText;
use SorsApi\Sors\Wire\Encoder;
use SorsApi\Sors\Wire\Json;
use SorsApi\Sors\Wire\Path;
use SorsApi\Sors\Wire\Scalars;

/** Makes a request of a call, as the contract says. */
final class RequestBuilder {

	/** The contract gives types to fields only; these are the parameters that are not texts. */
	private const QUERY_TYPES = [
		'businessUnitId' => 'id',
		'modifiedSince'  => 'dateTime',
		'from'           => 'date',
		'to'             => 'date',
	];

	private Contract $contract;
	private Encoder $encoder;
	private Scalars $scalars;
	private Key $key;
	private string $baseUrl;
	private int $timeoutSeconds;

	public function __construct( Contract $contract, Encoder $encoder, Scalars $scalars, Key $key, string $baseUrl, int $timeoutSeconds ) {
		$this->contract       = $contract;
		$this->encoder        = $encoder;
		$this->scalars        = $scalars;
		$this->key            = $key;
		$this->baseUrl        = $baseUrl;
		$this->timeoutSeconds = $timeoutSeconds;
	}

	/**
	 * @param array<string, string|int> $paging Wire name => value.
	 *
	 * @throws ContractError "unsupported" When SORS cannot search so.
	 * @throws \InvalidArgumentException When the database's name or an id cannot be sent.
	 */
	public function build( Call $call, Operation $operation, array $paging ): Request {
		$this->checkWords( $call, $operation );
		$query = [];
		$tree  = [];
		foreach ( $call->query as $parameter => $value ) {
			if ( null === $value ) {
				continue;
			}
			if ( ! isset( $operation->query[ $parameter ] ) ) {
				throw ContractError::unsupported( $operation->name . '.' . $parameter );
			}
			$type = self::QUERY_TYPES[ $parameter ] ?? 'string';
			$name = $operation->query[ $parameter ];
			if ( $operation->queryInBody ) {
				$tree = Path::with( $tree, $name, $this->scalars->write( $type, $value ) );
			} else {
				$query[ $name ] = $this->scalars->asText( $type, $value );
			}
		}
		foreach ( $paging as $name => $value ) {
			if ( $operation->queryInBody ) {
				$tree = Path::with( $tree, $name, $value );
			} else {
				$query[ $name ] = (string) $value;
			}
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
		$body = $call->body;
		$tree = $this->encoder->withFixed( $tree, $operation, $call->database );
		if ( null === $body && ( [] !== $tree || $operation->queryInBody ) ) {
			$body = Json::object( $tree );
		}
		if ( null !== $body ) {
			$headers['Content-Type'] = 'application/json; charset=utf-8';
		}
		return new Request( $operation->method, $this->url( $call, $operation, $query ), $headers, $body, $this->timeoutSeconds, $operation->isWrite(), $operation->name );
	}

	/**
	 * @param array<string, string> $query
	 */
	private function url( Call $call, Operation $operation, array $query ): string {
		$path = $operation->path;
		foreach ( $call->path + [ 'database' => (string) $call->database ] as $name => $value ) {
			$path = str_replace( '{' . $name . '}', rawurlencode( $value ), $path );
		}
		return $this->baseUrl . $path . ( [] === $query ? '' : '?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 ) );
	}

	/** An empty id would ask for the whole list, "..", for another path, and a line break would begin another header. */
	private function checkWords( Call $call, Operation $operation ): void {
		$words = $call->path;
		if ( $operation->needsDatabase ) {
			$words['database'] = (string) $call->database;
		}
		foreach ( $words as $name => $word ) {
			if ( in_array( trim( $word ), [ '', '.', '..' ], true ) || 1 === preg_match( '/[\x00-\x1F\x7F]/', $word ) ) {
				throw new \InvalidArgumentException( sprintf( 'The %s cannot be sent: "%s".', $name, preg_replace( '/[\x00-\x1F\x7F]/', '?', $word ) ) );
			}
		}
	}
}
