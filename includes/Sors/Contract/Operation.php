<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Contract;

use SorsApi\Sors\ContractError;

/**
 * How one operation is asked for on the wire, and where in its response things stand.
 *
 * @phpstan-type Envelope array{success: string|null, code: string|null, message: string|null, errors: string|null, data: string, total: string|null, errorField: string|null, errorCode: string|null, errorMessage: string|null}
 */
final class Operation {

	/** Those that change something in SORS, whatever HTTP method the API uses for them. */
	private const WRITES = [ 'createCustomer', 'createInvoice', 'createInvoiceDeliveryNote', 'createReservation', 'createDeliveryNote', 'createReturn', 'cancelDocument' ];

	/** What may stand in the path, besides the database. */
	private const IN_PATH = [
		'listProductImages' => 'productId',
		'getCustomerDebt'   => 'customerId',
		'getDocument'       => 'documentId',
		'cancelDocument'    => 'documentId',
	];

	/** Our name of it, e.g. "listProducts". */
	public string $name;
	public string $method;
	public string $path;

	/** @var array<string, string> Our parameter => wire name. */
	public array $query;

	public bool $isPaged;
	public bool $needsDatabase;

	/** @var array<string, string|int|float|bool> */
	public array $fixedQuery;

	/** @var array<string, string|int|float|bool> Path in the body => value. */
	public array $fixedBody;

	/** @var Envelope Part of a response => its path. A part that is null does not exist. */
	public array $envelope;

	/**
	 * @param Envelope $envelope The general one: see envelope().
	 * @throws ContractError
	 */
	public function __construct( string $name, Reader $part, array $envelope ) {
		$constants           = $part->optionalPart( 'constants' );
		$own                 = $part->optionalPart( 'envelope' );
		$this->name          = $name;
		$this->method        = $part->oneOf( 'method', [ 'GET', 'POST', 'PUT', 'DELETE' ] );
		$this->path          = $part->text( 'path' );
		$this->query         = $part->optionalPart( 'query' )->texts();
		$this->isPaged       = $part->flag( 'paged', false );
		$this->needsDatabase = $part->flag( 'database', true );
		$this->fixedQuery    = $constants->optionalPart( 'query' )->scalars();
		$this->fixedBody     = $constants->optionalPart( 'body' )->scalars();
		$this->envelope      = array_merge(
			$envelope,
			[
				'data'  => $own->optionalText( 'data' ) ?? $envelope['data'],
				'total' => $own->optionalText( 'total' ) ?? $envelope['total'],
			]
		);
	}

	/** Whether a lost reply leaves open if something was changed. */
	public function isWrite(): bool {
		return in_array( $this->name, self::WRITES, true );
	}

	/**
	 * The paths of the envelope in the file. An operation may have its records, and their number, in another place of it.
	 *
	 * @return Envelope
	 * @throws ContractError
	 */
	public static function envelope( Reader $part ): array {
		$error = $part->optionalPart( 'error' );
		return [
			'success'      => $part->optionalText( 'success' ),
			'code'         => $part->optionalText( 'code' ),
			'message'      => $part->optionalText( 'message' ),
			'errors'       => $part->optionalText( 'errors' ),
			'data'         => $part->text( 'data' ),
			'total'        => $part->optionalText( 'total' ),
			'errorField'   => $error->optionalText( 'field' ),
			'errorCode'    => $error->optionalText( 'code' ),
			'errorMessage' => $error->optionalText( 'message' ),
		];
	}

	/** @throws ContractError When the parts do not agree with one another. */
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
		if ( 'GET' === $this->method && ( [] !== $this->fixedBody || $part->has( 'body' ) ) ) {
			throw $part->error( 'method', 'cannot be GET, since something has to travel in the body' );
		}
	}
}
