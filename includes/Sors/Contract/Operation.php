<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Contract;

use SorsApi\Sors\ContractError;

/**
 * How one operation is asked for on the wire, and where in its response things stand.
 *
 * @phpstan-type Envelope array{success: string|null, code: string|null, message: string|null, errors: string|null, data: string|null, total: string|null, errorField: string|null, errorCode: string|null, errorMessage: string|null}
 */
final class Operation {

	/** Those that change something in SORS, whatever HTTP method the API uses for them. */
	private const WRITES = [ 'createCustomer', 'createInvoice', 'createInvoiceDeliveryNote', 'createReservation', 'createDeliveryNote', 'createReturn', 'cancelDocument', 'recordPayment' ];

	/** What may stand in the path, besides the database. */
	private const IN_PATH = [
		'listProductImages' => 'productId',
		'getCustomerDebt'   => 'customerId',
		'getDocument'       => 'documentId',
		'cancelDocument'    => 'documentId',
	];

	private const NO_ENVELOPE = [
		'success'      => null,
		'code'         => null,
		'message'      => null,
		'errors'       => null,
		'data'         => null,
		'total'        => null,
		'errorField'   => null,
		'errorCode'    => null,
		'errorMessage' => null,
	];

	/** Our name of it, e.g. "listProducts". */
	public string $name;
	public string $method;
	public string $path;

	/** @var array<string, string> Our parameter => wire name. */
	public array $query;

	/** Whether parameters travel in a JSON body instead. */
	public bool $queryInBody;
	public bool $isPaged;
	public bool $needsDatabase;

	/** @var array<string, string|int|float|bool> */
	public array $fixedQuery;

	/** @var array<string, string|int|float|bool> Path in the body => value. */
	public array $fixedBody;

	/** @var Envelope Part of a response => its path. A part that is null does not exist; without `data`, the whole response is the data. */
	public array $envelope;

	/**
	 * @param Envelope $envelope The general one: see envelope().
	 *
	 * @throws ContractError
	 */
	public function __construct( string $name, Reader $part, array $envelope ) {
		$constants           = $part->optionalPart( 'constants' );
		$this->name          = $name;
		$this->method        = $part->oneOf( 'method', [ 'GET', 'POST', 'PUT', 'PATCH', 'DELETE' ] );
		$this->path          = $part->text( 'path' );
		$this->query         = $part->optionalPart( 'query' )->texts();
		$this->queryInBody   = 'body' === $part->textOr( 'queryIn', 'query' );
		$this->isPaged       = $part->flag( 'paged', false );
		$this->needsDatabase = $part->flag( 'database', true );
		$this->fixedQuery    = $constants->optionalPart( 'query' )->scalars();
		$this->fixedBody     = $constants->optionalPart( 'body' )->scalars();
		$this->envelope      = self::envelope( $part->optionalPart( 'envelope' ), $envelope );
	}

	/** Whether a lost reply leaves open if something was changed. A search by POST is no write. */
	public function isWrite(): bool {
		return in_array( $this->name, self::WRITES, true );
	}

	/**
	 * The paths of an envelope in the file; an operation's own is laid over the general one, part by part.
	 *
	 * @param Envelope $general
	 *
	 * @return Envelope
	 *
	 * @throws ContractError
	 */
	public static function envelope( Reader $part, array $general = self::NO_ENVELOPE ): array {
		$paths = $general;
		$error = $part->optionalPart( 'error' );
		foreach ( [ 'success', 'code', 'message', 'errors', 'data', 'total' ] as $name ) {
			if ( in_array( $name, $part->names(), true ) ) {
				$paths[ $name ] = $part->optionalText( $name );
			}
		}
		foreach ( [
			'errorField'   => 'field',
			'errorCode'    => 'code',
			'errorMessage' => 'message',
		] as $ours => $name ) {
			if ( in_array( $name, $error->names(), true ) ) {
				$paths[ $ours ] = $error->optionalText( $name );
			}
		}
		return $paths;
	}

	/**
	 * @throws ContractError When the parts do not agree with one another.
	 */
	public function check( Reader $part, string $databaseIn ): void {
		$expected = isset( self::IN_PATH[ $this->name ] ) ? [ self::IN_PATH[ $this->name ] ] : [];
		if ( $this->needsDatabase && 'path' === $databaseIn ) {
			$expected[] = 'database';
		}
		preg_match_all( '/\{([^}]*)\}/', $this->path, $found );
		$placeholders = $found[1];
		sort( $expected );
		sort( $placeholders );
		if ( '/' !== $this->path[0] || $expected !== $placeholders ) {
			$part->error( 'path', sprintf( 'must begin with / and hold exactly the placeholders [%s]', implode( ', ', $expected ) ) )->throw();
		}
		$hasBody = $this->queryInBody || [] !== $this->fixedBody || $part->has( 'body' ) || ( $this->needsDatabase && 'body' === $databaseIn );
		if ( 'GET' === $this->method && $hasBody ) {
			throw $part->error( 'method', 'cannot be GET, since something has to travel in the body' );
		}
	}
}
