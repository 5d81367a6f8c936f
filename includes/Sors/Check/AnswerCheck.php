<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Check;

use SorsApi\Sentence;
use SorsApi\Sors\Connection;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Contract\Operation;
use SorsApi\Sors\Document;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Record;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\Wire\Json;

/**
 * Judges one answer by the contract.
 *
 * @phpstan-type Finding array{state: string, message: string, field: string|null, answer: string|null, said: string|null}
 */
final class AnswerCheck {

	public const FITS      = 'fits';
	public const DIFFERS   = 'differs';
	public const FAILS     = 'fails';
	public const NOTHING   = 'empty';
	public const NOT_ASKED = 'not_asked';

	/** SORS' words about these may name one. */
	private const ABOUT_BUYERS = [ 'listCustomers', 'getCustomerDebt', 'listDocuments', 'getDocument', 'findDocuments' ];

	private Connection $connection;
	private LastAnswer $answer;

	public function __construct( Connection $connection, LastAnswer $answer ) {
		$this->connection = $connection;
		$this->answer     = $answer;
	}

	/** @return Finding */
	public static function finding( string $state, string $message, ?string $field = null, ?string $answer = null, ?string $said = null ): array {
		return compact( 'state', 'message', 'field', 'answer', 'said' );
	}

	/**
	 * Of one that the decoder takes.
	 *
	 * @param class-string<Record> $class
	 * @param array<mixed>         $rows  As they came.
	 * @return Finding
	 */
	public function good( string $class, array $rows ): array {
		if ( [] === $rows ) {
			return self::finding( self::NOTHING, Sentence::__( 'SORS answered in the right form, but with no record whose fields could be compared.', 'sors-api-for-woocommerce' ) );
		}
		$doubts  = [];
		$absent  = $this->fields()->absent( $class, $rows );
		$unknown = $this->fields()->unknown( $class, $rows );
		if ( [] !== $absent ) {
			/* translators: %s: names of fields. */
			$doubts[] = Sentence::__( 'No record has %s: either the name is another, or SORS leaves out what is empty.', 'sors-api-for-woocommerce', implode( ', ', $absent ) );
		}
		if ( [] !== $unknown ) {
			/* translators: %s: names of fields. */
			$doubts[] = Sentence::__( 'The contract knows none of the values of %s.', 'sors-api-for-woocommerce', implode( ', ', $unknown ) );
		}
		return [] === $doubts ? self::finding( self::FITS, '' ) : $this->doubtful( implode( ' ', $doubts ) );
	}

	/**
	 * Whether SORS searches by a reference at all.
	 *
	 * @param list<Record> $found
	 * @param string|null  $listed A reference that it has just shown; null = none such was there.
	 * @return Finding|null
	 */
	public function search( array $found, string $asked, ?string $listed ): ?array {
		$contract = $this->connection->contract();
		foreach ( $found as $record ) {
			if ( $record instanceof Document && null !== $contract->path( 'document', 'externalReference' ) && $record->externalReference !== $asked ) {
				return $this->doubtful( Sentence::__( 'SORS answered with documents that have another reference than the one asked for: it ignores the parameter.', 'sors-api-for-woocommerce' ) );
			}
		}
		return [] === $found && null !== $listed
			? $this->doubtful( Sentence::__( 'SORS does not find a document by its reference, though it listed it a moment before.', 'sors-api-for-woocommerce' ) )
			: null;
	}

	/**
	 * @param class-string<Record> $class
	 * @return Finding
	 */
	public function bad( Operation $operation, string $class, bool $isSingle, SorsError $error ): array {
		if ( $error instanceof ContractError ) {
			return self::finding( 'unsupported' === $error->code() ? self::NOT_ASKED : self::FAILS, $error->getMessage() );
		}
		$response = $this->answer->response();
		if ( null === $response || ( $error instanceof Malformed && 'malformed' !== $error->code() ) ) {
			return $this->failing( $error->getMessage() );
		}
		if ( $error instanceof Malformed ) {
			return $this->unreadable( $operation, $class, $isSingle, $response->data );
		}
		$fields = array_filter( array_column( $response->errors, 'field' ), static fn( ?string $field ): bool => 1 === preg_match( '/^[A-Za-z_][A-Za-z0-9_.\[\]]{0,60}$/D', (string) $field ) );
		/* translators: %d: HTTP status, e.g. 400. */
		$message = Sentence::__( 'SORS refused this with status %d.', 'sors-api-for-woocommerce', $response->status );
		if ( [] !== $fields ) {
			/* translators: %s: names of fields or parameters. */
			$message .= ' ' . Sentence::__( 'It names %s.', 'sors-api-for-woocommerce', implode( ', ', $fields ) );
		}
		// A server may repeat in its words what it has, e-mails and numbers above all.
		$said = in_array( $operation->name, self::ABOUT_BUYERS, true ) ? '' : (string) preg_replace( [ '/\S+@\S+/u', '/\d{6,}/' ], [ '…@…', '…' ], $response->said() );
		return [ 'said' => '' === $said ? null : $said ] + $this->failing( $message );
	}

	/**
	 * Why one cannot be read that is no refusal. Never in the decoder's words, which have the value.
	 *
	 * @param class-string<Record> $class
	 * @param mixed                $data
	 * @return Finding
	 */
	private function unreadable( Operation $operation, string $class, bool $isSingle, $data ): array {
		$envelope = [ $operation->envelope['success'], $operation->envelope['data'] ];
		$missing  = array_filter( $envelope, fn( ?string $path ): bool => null !== $path && ! $this->answer->has( $path ) );
		if ( [] !== $missing ) {
			/* translators: %s: names in the answer. */
			return $this->failing( Sentence::__( 'The envelope is another one: the answer has no %s.', 'sors-api-for-woocommerce', implode( ', ', $missing ) ) );
		}
		if ( ! $isSingle && ! Json::isList( $data ) ) {
			return $this->failing( Sentence::__( 'A list should come, but something else does.', 'sors-api-for-woocommerce' ) );
		}
		$fault = $this->fields()->fault( $class, $isSingle ? [ $data ] : (array) $data );
		if ( null === $fault ) {
			return $this->failing( Sentence::__( 'The answer cannot be read.', 'sors-api-for-woocommerce' ) );
		}
		$message = null === $fault['is']
			/* translators: 1: number of a record, 2: name of a field. */
			? Sentence::__( 'Record %1$d has no %2$s.', 'sors-api-for-woocommerce', $fault['record'], $fault['name'] )
			/* translators: 1: number of a record, 2: name of a field, 3: type such as "decimal", 4: what is there, such as "text". */
			: Sentence::__( 'In record %1$d, %2$s should be %3$s, but is %4$s.', 'sors-api-for-woocommerce', $fault['record'], $fault['name'], $fault['expected'], $fault['is'] );
		return $this->failing( $message, trim( $class::entity() . '.' . $fault['field'], '.' ) );
	}

	private function fields(): FieldCheck {
		return new FieldCheck( $this->connection->contract(), $this->connection->scalars() );
	}

	/** @return Finding */
	private function doubtful( string $message ): array {
		return self::finding( self::DIFFERS, $message, null, $this->answer->look() );
	}

	/** @return Finding */
	private function failing( string $message, ?string $field = null ): array {
		return self::finding( self::FAILS, $message, $field, $this->answer->look() );
	}
}
