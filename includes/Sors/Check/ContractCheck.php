<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Check;

use SorsApi\Sentence;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\BusinessUnit;
use SorsApi\Sors\Connection;
use SorsApi\Sors\Contract\Operation;
use SorsApi\Sors\Customer;
use SorsApi\Sors\Database;
use SorsApi\Sors\Debt;
use SorsApi\Sors\Document;
use SorsApi\Sors\Http\Call;
use SorsApi\Sors\Http\Errors;
use SorsApi\Sors\Product;
use SorsApi\Sors\ProductGroup;
use SorsApi\Sors\ProductImage;
use SorsApi\Sors\RateLimited;
use SorsApi\Sors\Record;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\StockLevel;

/**
 * Asks once for everything that SORS can be asked for without changing anything, and compares the answers with the contract.
 *
 * What it tells has names and types, no value of a record and no key. Only `said` has SORS' own words, where it refused
 * something that is not about a buyer; the report, which is made for others, leaves them out.
 *
 * @phpstan-import-type Finding from AnswerCheck
 * @phpstan-type Result array{operation: string, request: string, state: string, message: string, field: string|null, answer: string|null, said: string|null}
 */
final class ContractCheck {

	/** In this order: some need a record that an earlier one brings. */
	public const READS = [
		'listDatabases'     => Database::class,
		'listBusinessUnits' => BusinessUnit::class,
		'listProductGroups' => ProductGroup::class,
		'listProducts'      => Product::class,
		'listProductImages' => ProductImage::class,
		'listInventory'     => StockLevel::class,
		'listCustomers'     => Customer::class,
		'getCustomerDebt'   => Debt::class,
		'listDocuments'     => Document::class,
		'getDocument'       => Document::class,
		'findDocuments'     => Document::class,
	];

	/** Those that answer with one record. */
	private const SINGLE = [ 'getCustomerDebt', 'getDocument' ];

	/** What stands in the path, and of which operation's records it is the id. */
	private const NEEDS = [
		'listProductImages' => [ 'productId', 'listProducts' ],
		'getCustomerDebt'   => [ 'customerId', 'listCustomers' ],
		'getDocument'       => [ 'documentId', 'listDocuments' ],
	];

	/** Of no document. */
	private const NO_REFERENCE = 'contract-check';

	private const TIMEOUT_SECONDS = 8;

	/** After so long nothing more is asked: web servers give up on a request after a minute. */
	private const SECONDS = 30;

	private Connection $connection;
	private LastAnswer $answer;
	private string $version;

	/** @var \Closure(): float Seconds since any moment. */
	private \Closure $clock;

	/** @var array<string, list<Record>> What was read, by operation. */
	private array $records = [];

	/** Why nothing more is asked. */
	private ?string $stopped = null;

	/**
	 * @param LastAnswer                $answer  The transport of the connection.
	 * @param string                    $version The plugin's, for the report.
	 * @param (\Closure(): float)|null $clock   For tests.
	 */
	public function __construct( Connection $connection, LastAnswer $answer, string $version, ?\Closure $clock = null ) {
		$this->connection = $connection;
		$this->answer     = $answer;
		$this->version    = $version;
		$this->clock      = $clock ?? static fn(): float => hrtime( true ) / 1e9;
	}

	/** Why nothing can be asked; null where it can. */
	public function obstacle( string $database ): ?string {
		if ( ! $this->connection->keys()->isReadable() || ! $this->connection->keys()->key()->isSet() ) {
			return Errors::noKey()->getMessage();
		}
		return '' === $database ? Sentence::__( 'No database is chosen yet, so SORS cannot be asked for anything. Connect the shop first.', 'sors-api-for-woocommerce' ) : null;
	}

	/**
	 * @param string $unit Id of a business unit whose stock is asked for; '' = any.
	 * @return array{ok: bool, operations: list<Result>, report: string}
	 * @throws \SorsApi\Sors\ContractError When the contract cannot be used at all.
	 */
	public function run( string $database, string $unit = '' ): array {
		$contract      = $this->connection->contract();
		$deadline      = ( $this->clock )() + self::SECONDS;
		$results       = [];
		$this->records = [];
		$this->stopped = null;
		foreach ( self::READS as $name => $class ) {
			$operation = $contract->operation( $name );
			if ( null === $operation ) {
				$finding = self::notAsked( Sentence::__( 'The contract does not have it: the plugin does without.', 'sors-api-for-woocommerce' ) );
			} elseif ( null === $this->stopped && ( $this->clock )() < $deadline ) {
				$finding = $this->ask( $operation, $class, $database, $unit );
			} else {
				$this->stopped = $this->stopped ?? Sentence::__( 'Not asked any more: the answers took too long.', 'sors-api-for-woocommerce' );
				$finding       = self::notAsked( $this->stopped );
			}
			$results[] = [
				'operation' => $name,
				'request'   => null === $operation ? '' : $operation->method . ' ' . $operation->path,
			] + $finding;
		}
		return [
			'ok'         => null === $this->stopped && [] === array_intersect( [ AnswerCheck::FAILS, AnswerCheck::DIFFERS ], array_column( $results, 'state' ) ),
			'operations' => $results,
			'report'     => $this->report( $results, substr( $contract->fingerprint, 0, 12 ) . ( $this->connection->isOverridden() ? ' (SORS_CONTRACT_FILE)' : '' ) ),
		];
	}

	/**
	 * @param class-string<Record> $class
	 * @return Finding
	 */
	private function ask( Operation $operation, string $class, string $database, string $unit ): array {
		$name  = $operation->name;
		$path  = [];
		$query = [];
		if ( isset( self::NEEDS[ $name ] ) ) {
			[ $parameter, $from ] = self::NEEDS[ $name ];
			$id                   = $this->first( $from, 'id' );
			if ( null === $id ) {
				/* translators: %s: our name of an operation, e.g. "listProducts". */
				return self::notAsked( Sentence::__( 'Not asked: it needs the id of a record, and %s brought none.', 'sors-api-for-woocommerce', $from ) );
			}
			$path = [ $parameter => $id ];
		} elseif ( 'listInventory' === $name && '' !== $unit && isset( $operation->query['businessUnitId'] ) ) {
			$query = [ 'businessUnitId' => $unit ];
		} elseif ( 'listDocuments' === $name ) {
			$query = [ 'from' => new \DateTimeImmutable( '-30 days' ), 'to' => new \DateTimeImmutable() ];
		}
		$searches  = 'findDocuments' === $name;
		$listed    = $searches ? $this->first( 'listDocuments', 'externalReference' ) : null;
		$reference = $listed ?? self::NO_REFERENCE;
		if ( $searches ) {
			$query = [ 'externalReference' => $reference ];
		}
		$check    = new AnswerCheck( $this->connection, $this->answer );
		$isSingle = in_array( $name, self::SINGLE, true );
		try {
			$data    = $this->connection->withTimeout( self::TIMEOUT_SECONDS )->client()->call( new Call( $name, $database, $path, $query ) )->data;
			$decoder = $this->connection->decoder();
			$records = $isSingle ? [ $decoder->record( $class, $name, $data ) ] : $decoder->records( $class, $name, $data );
		} catch ( SorsError $error ) {
			$this->stopped = self::end( $error );
			return $check->bad( $operation, $class, $isSingle, $error );
		} catch ( \InvalidArgumentException $error ) {
			// Its words have the value.
			return AnswerCheck::finding( AnswerCheck::FAILS, Sentence::__( 'It could not be asked: the name of the database, or an id of SORS, cannot stand in an address.', 'sors-api-for-woocommerce' ) );
		}
		$this->records[ $name ] = $records;
		return ( $searches ? $check->search( $records, $reference, $listed ) : null ) ?? $check->good( $class, $isSingle ? [ $data ] : (array) $data );
	}

	/** Of the first record that has it. */
	private function first( string $operation, string $field ): ?string {
		foreach ( $this->records[ $operation ] ?? [] as $record ) {
			if ( isset( $record->$field ) ) {
				return $record->$field;
			}
		}
		return null;
	}

	/** Why nothing more is to be asked after an error. */
	private static function end( SorsError $error ): ?string {
		if ( $error instanceof RateLimited ) {
			return Sentence::__( 'Not asked any more: SORS asked for a pause.', 'sors-api-for-woocommerce' );
		}
		return $error instanceof AuthFailed && 'key_refused' === $error->code() ? Sentence::__( 'Not asked any more: SORS refused the API key.', 'sors-api-for-woocommerce' ) : null;
	}

	/** @return Finding */
	private static function notAsked( string $why ): array {
		return AnswerCheck::finding( AnswerCheck::NOT_ASKED, $why );
	}

	/**
	 * To be copied, in English, for whoever corrects the contract.
	 *
	 * @param list<Result> $results
	 */
	private function report( array $results, string $contract ): string {
		$lines = [ sprintf( 'SORS contract %s, plugin %s', $contract, $this->version ) ];
		foreach ( $results as $result ) {
			$lines[] = rtrim( sprintf( '%s  %s  %s: %s', $result['operation'], $result['request'], str_replace( '_', ' ', $result['state'] ), Sentence::english( $result['message'] ) ), ': ' );
			if ( null !== $result['answer'] ) {
				$lines[] = '    ' . $result['answer'];
			}
		}
		return implode( "\n", $lines ) . "\n";
	}
}
