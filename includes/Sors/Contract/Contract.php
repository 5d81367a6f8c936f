<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Contract;

use SorsApi\Sors\BusinessUnit;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Customer;
use SorsApi\Sors\Database;
use SorsApi\Sors\Debt;
use SorsApi\Sors\Document;
use SorsApi\Sors\DocumentLine;
use SorsApi\Sors\Product;
use SorsApi\Sors\ProductGroup;
use SorsApi\Sors\ProductImage;
use SorsApi\Sors\Record;
use SorsApi\Sors\StockLevel;

/**
 * The SORS API as the contract file describes it: the only source of its paths, parameters and field names.
 *
 * What every part means is explained in the file's own `format` section.
 */
final class Contract {

	private const FORMAT_VERSION = 1;

	/** @var array<string, class-string<Record>> */
	public const ENTITIES = [
		'database'     => Database::class,
		'businessUnit' => BusinessUnit::class,
		'productGroup' => ProductGroup::class,
		'product'      => Product::class,
		'productImage' => ProductImage::class,
		'stockLevel'   => StockLevel::class,
		'customer'     => Customer::class,
		'debt'         => Debt::class,
		'document'     => Document::class,
		'documentLine' => DocumentLine::class,
	];

	/** Another one for every other file. */
	public string $fingerprint;
	public string $baseUrl;
	public string $authHeader;
	public string $authPrefix;

	/** One of query, header, path. */
	public string $databaseIn;
	public string $databaseName;
	public Paging $paging;
	public WireRules $wire;

	/** @var array<string, Operation> */
	private array $operations = [];

	/** @var array<string, array<string, string>> Entity => our field => path on the wire. */
	private array $paths = [];

	/** @var array<string, array<string, string>> Entity => our field => type. */
	private array $types = [];

	/** @var array<string, list<string>> Entity => our fields that are not sent. */
	private array $readOnly = [];

	/** @var array<string, array<string, string|int|float|bool>> Enum => our value => wire value. */
	private array $values = [];

	/** @throws ContractError When the file is missing, is no JSON, or says something we do not understand. */
	public static function load( string $file ): self {
		$root = new Reader( [] );
		if ( ! is_file( $file ) || ! is_readable( $file ) ) {
			$root->error( basename( $file ), 'is missing or cannot be read' )->throw();
		}
		$decoded = json_decode( (string) file_get_contents( $file ), true );
		if ( ! is_array( $decoded ) ) {
			$root->error( basename( $file ), 'is not JSON: ' . json_last_error_msg() )->throw();
		}
		return self::fromArray( $decoded );
	}

	/**
	 * @param array<mixed> $decoded The file's content.
	 * @throws ContractError When it says something we do not understand.
	 */
	public static function fromArray( array $decoded ): self {
		$root = new Reader( $decoded );
		if ( self::FORMAT_VERSION !== ( $decoded['formatVersion'] ?? null ) ) {
			$root->error( 'formatVersion', sprintf( 'must be %d: this file needs another version of the plugin', self::FORMAT_VERSION ) )->throw();
		}
		$contract              = new self();
		$contract->fingerprint = hash( 'sha256', serialize( $decoded ) );
		$contract->readConnection( $root );
		$contract->readOperations( $root );
		$contract->readEntities( $root );
		return $contract;
	}

	private function __construct() {
	}

	/** Null for one that SORS does not have. */
	public function operation( string $name ): ?Operation {
		return $this->operations[ $name ] ?? null;
	}

	/** Path of a field on the wire; null for one that SORS does not have. */
	public function path( string $entity, string $field ): ?string {
		return $this->paths[ $entity ][ $field ] ?? null;
	}

	/**
	 * The fields of an entity that both SORS and we have.
	 *
	 * @return array<string, string> Our field => path on the wire.
	 */
	public function fields( string $entity ): array {
		return $this->paths[ $entity ] ?? [];
	}

	/** One of string, id, integer, decimal, boolean, date, dateTime, base64, enum:NAME or ENTITY[]. */
	public function type( string $entity, string $field ): string {
		return $this->types[ $entity ][ $field ] ?? 'string';
	}

	public function isReadOnly( string $entity, string $field ): bool {
		return in_array( $field, $this->readOnly[ $entity ] ?? [], true );
	}

	/** @return array<string, string|int|float|bool> Our value => wire value. */
	public function values( string $enum ): array {
		return $this->values[ $enum ] ?? [];
	}

	/** Whether stock levels say more than what is on hand. */
	public function tellsReserved(): bool {
		return null !== $this->path( 'stockLevel', 'available' ) || null !== $this->path( 'stockLevel', 'reserved' );
	}

	private function readConnection( Reader $root ): void {
		$auth               = $root->part( 'auth' );
		$database           = $root->part( 'database' );
		$this->baseUrl      = $root->text( 'baseUrl' );
		$this->authHeader   = $auth->text( 'header' );
		$this->authPrefix   = $auth->textOr( 'prefix', '' );
		$this->databaseIn   = $database->oneOf( 'in', [ 'query', 'header', 'path' ] );
		$this->databaseName = $database->text( 'name' );
		$this->paging       = new Paging( $root->part( 'paging' ) );
		$this->wire         = new WireRules( $root->part( 'wire' ) );
	}

	private function readOperations( Reader $root ): void {
		$envelope = Operation::envelope( $root->part( 'envelope' ) );
		$part     = $root->part( 'operations' );
		foreach ( $part->names() as $name ) {
			$operation = new Operation( $name, $part->part( $name ), $envelope );
			$operation->check( $part->part( $name ), $this->databaseIn );
			$this->operations[ $name ] = $operation;
		}
	}

	private function readEntities( Reader $root ): void {
		$entities = $root->part( 'entities' );
		$types    = $root->part( 'types' );
		foreach ( self::ENTITIES as $entity => $class ) {
			foreach ( $entities->part( $entity )->texts() as $field => $path ) {
				// A newer file may have fields that we do not have.
				if ( property_exists( $class, $field ) ) {
					$this->paths[ $entity ][ $field ] = $path;
				}
			}
			$this->types[ $entity ] = $types->optionalPart( $entity )->texts();
			$this->checkEntity( $entities, $entity, $class );
		}
		$readOnly = $root->optionalPart( 'readOnly' );
		foreach ( $readOnly->names() as $entity ) {
			$this->readOnly[ $entity ] = array_values( $readOnly->part( $entity )->texts() );
		}
		$values = $root->part( 'values' );
		foreach ( $values->names() as $enum ) {
			$this->values[ $enum ] = $values->part( $enum )->scalars();
		}
	}

	/** @param class-string<Record> $class */
	private function checkEntity( Reader $entities, string $entity, string $class ): void {
		$paths = $this->fields( $entity );
		foreach ( $class::REQUIRED as $field ) {
			if ( ! isset( $paths[ $field ] ) ) {
				$entities->error( $entity, sprintf( 'lacks "%s", by which records are told apart', $field ) )->throw();
			}
		}
		if ( [] !== $class::NAMED_BY && [] === array_intersect( $class::NAMED_BY, array_keys( $paths ) ) ) {
			$entities->error( $entity, sprintf( 'needs at least one of "%s"', implode( '", "', $class::NAMED_BY ) ) )->throw();
		}
		// Two fields in one place would overwrite each other when sent.
		$taken = array_count_values( $paths );
		foreach ( $paths as $path ) {
			for ( $above = $path, $times = $taken[ $path ] - 1; 0 === $times && false !== strrpos( $above, '.' ); ) {
				$above = substr( $above, 0, (int) strrpos( $above, '.' ) );
				$times = $taken[ $above ] ?? 0;
			}
			if ( $times > 0 ) {
				$entities->error( $entity, sprintf( 'uses "%s" more than once', $above ) )->throw();
			}
		}
	}
}
