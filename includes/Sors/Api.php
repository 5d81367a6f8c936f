<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Contract\Paging;
use SorsApi\Sors\Http\Call;
use SorsApi\Sors\Http\Response;
use SorsApi\Sors\Wire\Json;

/**
 * What can be asked of SORS, one method for each operation of the contract. The contract, the address and the key are
 * read when the first method needs them.
 *
 * Every method that sends a request throws a SorsError, and an \InvalidArgumentException for an id or a database name that
 * cannot be sent. Check optional operations and searches with supports() and supportsQuery() first: one that the contract
 * lacks throws a ContractError "unsupported" and sends nothing, because a search whose filter was silently dropped would
 * answer with everything.
 */
final class Api {

	/** Of a list that is read as a whole. */
	private const MOST_PAGES = 500;

	private Connection $connection;
	private int $listSeconds;

	/** @param int $listSeconds How long a list that is read as a whole may take: the caller holds a lease meanwhile. */
	public function __construct( Connection $connection, int $listSeconds = 60 ) {
		$this->connection  = $connection;
		$this->listSeconds = $listSeconds;
	}

	/** Where SORS answers. Files that it names may be there too, even where no other private address is allowed. */
	public function baseUrl(): string {
		return $this->connection->baseUrl();
	}

	/** What a proof about SORS' look-ups holds for: this database, at this address, by this contract. */
	public function scope( string $database ): string {
		return hash( 'sha256', implode( "\n", [ $database, $this->connection->baseUrl(), $this->connection->contract()->fingerprint ] ) );
	}

	/** Whether SORS has the operation at all, e.g. 'findDocuments'. */
	public function supports( string $operation ): bool {
		return null !== $this->connection->contract()->operation( $operation );
	}

	/** Like supports(), for places where an error would not help: false also when the contract cannot be read. */
	public function can( string $operation ): bool {
		try {
			return $this->supports( $operation );
		} catch ( SorsError $error ) {
			return false;
		}
	}

	/** Whether a list can be filtered by the parameter, e.g. 'listProducts', 'modifiedSince'. */
	public function supportsQuery( string $operation, string $parameter ): bool {
		$found = $this->connection->contract()->operation( $operation );
		return null !== $found && isset( $found->query[ $parameter ] );
	}

	/** Whether SORS has the field, e.g. 'document', 'paidAmount'. One that it lacks is left out when sending, null when reading. */
	public function supportsField( string $entity, string $field ): bool {
		return null !== $this->connection->contract()->path( $entity, $field );
	}

	/** Whether stock levels say more than what is on hand: otherwise a reservation shows in no figure. */
	public function tellsReserved(): bool {
		return $this->tells( static fn( Contract $contract ): bool => $contract->tellsReserved() );
	}

	/** Whether SORS says what standing discount a customer has. */
	public function tellsDiscounts(): bool {
		return $this->tells( fn(): bool => $this->supportsField( 'customer', 'discountPercent' ) );
	}

	/** @param callable( Contract ): bool $what */
	private function tells( callable $what ): bool {
		try {
			return $what( $this->connection->contract() );
		} catch ( SorsError $error ) {
			// Without a contract nothing works; that is reported elsewhere.
			return true;
		}
	}

	/** Whether a document can be asked for by its reference, and the answer shows whose it is: without a reference it may be anybody's. */
	public function findsByReference(): bool {
		return $this->supports( 'findDocuments' ) && $this->supportsField( 'document', 'externalReference' );
	}

	/** Whether a stock level, and the document that changes it, can be told to be of one business unit. */
	public function tellsUnits(): bool {
		return $this->tells(
			fn(): bool => $this->supportsField( 'document', 'businessUnitId' )
				&& ( $this->supportsQuery( 'listInventory', 'businessUnitId' ) || $this->supportsField( 'stockLevel', 'businessUnitId' ) )
		);
	}

	/** @return list<Database> */
	public function listDatabases(): array {
		return $this->everyPage( Database::class, 'listDatabases', null );
	}

	/**
	 * That SORS lists its databases is assumed: it may lack the list, have it otherwise, or not show it to this key.
	 *
	 * @return list<Database>|null Null where names have to be typed.
	 */
	public function databasesIfListed(): ?array {
		if ( ! $this->supports( 'listDatabases' ) ) {
			return null;
		}
		try {
			return $this->listDatabases();
		} catch ( Malformed | Rejected $other ) {
			return null;
		} catch ( AuthFailed $refused ) {
			if ( ! $refused->isRestricted() ) {
				throw $refused;
			}
			return null;
		}
	}

	/** @return list<BusinessUnit> */
	public function listBusinessUnits( string $database ): array {
		return $this->everyPage( BusinessUnit::class, 'listBusinessUnits', $database );
	}

	/**
	 * @param bool $isStrict As listProducts() takes it.
	 * @return Page<ProductGroup>
	 */
	public function listProductGroups( string $database, ?string $cursor = null, bool $isStrict = true ): Page {
		return $this->page( ProductGroup::class, new Call( 'listProductGroups', $database ), $cursor, $isStrict );
	}

	/**
	 * @param array{businessUnitId?: string|null, modifiedSince?: \DateTimeImmutable|null} $query
	 * @param bool $isStrict Whether one record that cannot be read refuses the page; otherwise it comes with what could be read, and its Record::faults().
	 * @return Page<Product>
	 */
	public function listProducts( string $database, array $query = [], ?string $cursor = null, bool $isStrict = true ): Page {
		return $this->page( Product::class, new Call( 'listProducts', $database, [], $query ), $cursor, $isStrict );
	}

	/** @return list<ProductImage> */
	public function listProductImages( string $database, string $productId ): array {
		return $this->everyPage( ProductImage::class, 'listProductImages', $database, [ 'productId' => $productId ] );
	}

	/**
	 * Says whose pictures are about to be listed, so that several lists may come at once. Whatever goes wrong, the list
	 * itself says.
	 *
	 * @param list<string> $productIds
	 */
	public function listProductImagesAhead( string $database, array $productIds ): void {
		try {
			$this->connection->client()->ahead( array_map( static fn( string $id ): Call => new Call( 'listProductImages', $database, [ 'productId' => $id ] ), $productIds ) );
		} catch ( ContractError $error ) {
			return;
		}
	}

	/**
	 * @param array{businessUnitId?: string|null, modifiedSince?: \DateTimeImmutable|null} $query
	 * @param bool $isStrict As listProducts() takes it.
	 * @return Page<StockLevel>
	 */
	public function listInventory( string $database, array $query = [], ?string $cursor = null, bool $isStrict = true ): Page {
		return $this->page( StockLevel::class, new Call( 'listInventory', $database, [], $query ), $cursor, $isStrict );
	}

	/**
	 * @param array{taxId?: string|null, email?: string|null, code?: string|null, search?: string|null} $query
	 * @return Page<Customer>
	 */
	public function listCustomers( string $database, array $query = [], ?string $cursor = null ): Page {
		return $this->page( Customer::class, new Call( 'listCustomers', $database, [], $query ), $cursor );
	}

	/** @return Customer As SORS answered, with its id or its code at least. */
	public function createCustomer( string $database, Customer $customer ): Customer {
		return $this->one( Customer::class, new Call( 'createCustomer', $database, [], [], $this->connection->encoder()->body( 'createCustomer', $customer ) ) );
	}

	/** @return Debt Amounts as decimals, in the currency that it names. */
	public function getCustomerDebt( string $database, string $customerId ): Debt {
		return $this->one( Debt::class, new Call( 'getCustomerDebt', $database, [ 'customerId' => $customerId ] ) );
	}

	/**
	 * The exact JSON that createDocument() is to send: store it before the first send, and send that again.
	 *
	 * @throws \InvalidArgumentException When the document has no kind.
	 */
	public function documentBody( Document $document ): string {
		return $this->connection->encoder()->body( self::creating( (string) $document->kind ), $document );
	}

	/**
	 * What documentBody() gave, as a document again. It may have been written by another contract, so some of it may be lacking.
	 *
	 * @throws SorsError
	 */
	public function writtenDocument( string $body ): Document {
		$isJson = true;
		return $this->connection->decoder()->written( Document::class, Json::read( $body, $isJson ) );
	}

	/**
	 * @param string $kind Our name of the kind: invoice, invoiceDeliveryNote, reservation, deliveryNote or return.
	 * @param string $body What documentBody() gave.
	 * @return Document As SORS answered, with its id or its number at least.
	 * @throws SorsError A ReplyLost leaves open whether SORS made the document; after any other error it did not.
	 */
	public function createDocument( string $database, string $kind, string $body ): Document {
		return $this->one( Document::class, new Call( self::creating( $kind ), $database, [], [], $body ) );
	}

	/** @return list<Document> Those with the reference; [] = SORS has none. */
	public function findDocuments( string $database, string $externalReference ): array {
		return $this->everyPage( Document::class, 'findDocuments', $database, [], [ 'externalReference' => $externalReference ] );
	}

	public function getDocument( string $database, string $documentId ): Document {
		return $this->one( Document::class, new Call( 'getDocument', $database, [ 'documentId' => $documentId ] ) );
	}

	/**
	 * @param string      $day   Y-m-d.
	 * @param string|null $until The last day; null = that one alone.
	 * @return list<Document> All of it.
	 */
	public function documentsOfDay( string $database, string $day, ?string $until = null ): array {
		$query = [ 'from' => new \DateTimeImmutable( $day ), 'to' => new \DateTimeImmutable( $until ?? $day ) ];
		return $this->everyPage( Document::class, 'listDocuments', $database, [], $query );
	}

	/** @return Document With its id, or its number, at least. */
	public function cancelDocument( string $database, string $documentId ): Document {
		$call     = new Call( 'cancelDocument', $database, [ 'documentId' => $documentId ] );
		$response = $this->connection->client()->call( $call );
		if ( $response->isEmpty ) {
			// "204 No Content" is a usual way to say that something was taken away.
			return new Document( [ 'id' => $documentId, 'status' => 'cancelled' ] );
		}
		return $this->decoded( Document::class, $call, $response );
	}

	/**
	 * @template T of Record
	 * @param class-string<T> $class
	 * @return Page<T>
	 */
	private function page( string $class, Call $call, ?string $cursor, bool $isStrict = true ): Page {
		$response = $this->connection->client()->call( $call, $cursor );
		return new Page( $this->connection->decoder()->records( $class, $call->operation, $response->data, $isStrict ), $response->next, $response->total );
	}

	/**
	 * The whole of a list that is never long, even where the contract says that it comes in pages.
	 *
	 * @template T of Record
	 * @param class-string<T>       $class
	 * @param array<string, string> $path
	 * @param array<string, string|\DateTimeImmutable> $query
	 * @return list<T>
	 */
	private function everyPage( string $class, string $operation, ?string $database, array $path = [], array $query = [] ): array {
		$parts    = [];
		$cursor   = null;
		$deadline = microtime( true ) + $this->listSeconds;
		do {
			if ( count( $parts ) >= self::MOST_PAGES ) {
				Paging::tooLong( $operation, self::MOST_PAGES )->throw();
			}
			if ( [] !== $parts && microtime( true ) >= $deadline ) {
				Paging::tooSlow( $operation, $this->listSeconds )->throw();
			}
			$page    = $this->page( $class, new Call( $operation, $database, $path, $query ), $cursor );
			$parts[] = $page->items;
			$cursor  = $page->next;
		} while ( null !== $cursor );
		return array_merge( ...$parts );
	}

	/**
	 * @template T of Record
	 * @param class-string<T> $class
	 * @return T
	 */
	private function one( string $class, Call $call ): Record {
		return $this->decoded( $class, $call, $this->connection->client()->call( $call ) );
	}

	/**
	 * @template T of Record
	 * @param class-string<T> $class
	 * @return T
	 */
	private function decoded( string $class, Call $call, Response $response ): Record {
		try {
			return $this->connection->decoder()->record( $class, $call->operation, $response->data );
		} catch ( Malformed $error ) {
			// SORS said that it was done, but not what: to be looked up like any lost reply.
			throw $this->connection->client()->unreadable( $call, $error );
		}
	}

	private static function creating( string $kind ): string {
		if ( '' === $kind ) {
			throw new \InvalidArgumentException( 'A document needs a kind.' );
		}
		return 'create' . ucfirst( $kind );
	}
}
