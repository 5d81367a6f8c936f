<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

use SorsApi\Database\DatabaseClock;
use SorsApi\Documents\OrderContents;
use SorsApi\Documents\SentLines;
use SorsApi\Sentence;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;

/**
 * One entry of the outbox, as it was when it was read: what becomes, became or
 * should have become one document (or the cancelling of one) in SORS.
 *
 * @phpstan-import-type Contents from \SorsApi\Documents\OrderContents
 */
final class OutboxEntry {

	public const ROLE_SALE   = 'sale';
	public const ROLE_RETURN = 'return';
	public const ROLE_CANCEL = 'cancel';

	public const QUEUED    = 'queued';
	public const SENDING   = 'sending';
	public const SENT      = 'sent';
	public const WAITING   = 'waiting';
	public const REJECTED  = 'rejected';
	public const UNCERTAIN = 'uncertain';
	public const SKIPPED   = 'skipped';
	public const CANCELLED = 'cancelled';

	/** Payload lock: no request has left that SORS may have received. */
	public const UNLOCKED = '';
	/** Payload lock: a request is on its way. */
	public const LOCKED = 'locked';
	/** Payload lock: an earlier request left and its reply was lost. */
	public const IN_DOUBT = 'in_doubt';

	/** Settlement: the ledger reads the order. */
	public const OPEN = 'open';
	/** Settlement: the order is being checked; any change of it makes it open again. */
	public const CHECKING = 'checking';
	/** Settlement: sold and acknowledged quantities agree. */
	public const SETTLED = 'settled';

	/** Acknowledged by: the document that SORS made. */
	public const BY_DOCUMENT = 'document';
	/** Acknowledged by: a person who said so. */
	public const BY_OWNER = 'owner';
	/** Acknowledged by: the order, completed without being sent. */
	public const BY_COMPLETION = 'completed';

	/** Characters of a document's number, and of its id. */
	public const LONGEST_NUMBER = 191;

	/** Document by: SORS' own answer to our request. */
	public const ANSWERED = 'answered';
	/** Document by: a look-up, which found it with our very reference. */
	public const FOUND = 'found';
	/** Document by: a person, who named it. It may be anything, so it is never cancelled from here. */
	public const NAMED = 'named';

	/** Column by_hand, which an index is made of: whether paid_amount and paid_by_hand are all of the total, or perhaps a part; empty where the first alone is nothing or all. */
	public const IN_FULL = 'all';
	public const IN_PART = 'part';

	/** Kinds that make a debt: they never go through the till. */
	public const INVOICES = [ 'invoice', 'invoiceDeliveryNote' ];

	/** What rounding may leave unpaid. */
	private const SLACK = '0.01';

	/** Code of an error in the shop itself, most likely another plugin's. */
	public const BROKEN = 'internal';

	/** Code of a question: the order was completed, so its document has most likely gone through the till. */
	public const DELIVERED = 'delivered';

	/** Id in place of a refund's: also of a return that is of an order set to Refunded which has none. */
	public const NO_REFUND = 0;

	/** Code of a question: the document is an invoice, which the buyer and the tax administration may have. */
	public const INVOICED = 'invoiced';

	/** Code of what is of a later year than the database in use, and waits for the owner to move the shop. */
	public const NEWER_YEAR = 'newer_year';

	/** Code of a question: the order was first seen in a status of which the settings say nothing. */
	public const UNKNOWN_STATUS = 'unknown_status';

	/** Code of what the shop made of which this one is a copy. */
	public const ORIGINAL = 'original';

	/** Code of a sub-order: the order that it repeats is sent. */
	public const PART = 'part_of_order';

	/** Code of a question: a sub-order was cancelled, and its goods are in the document of that order. */
	public const PART_CANCELLED = 'part_cancelled';

	/** Code of a question: the order may be such a sub-order. */
	public const REPEATS = 'repeats_order';

	/** Condition on an entry r: see goodsLeft(). */
	public const GOODS_LEFT_SQL = "(INSTR(COALESCE(r.made, ''), '\"deliveryNote ') > 0 OR INSTR(COALESCE(r.made, ''), '\"invoiceDeliveryNote ') > 0)";

	public const STATES = [ self::QUEUED, self::SENDING, self::SENT, self::WAITING, self::REJECTED, self::UNCERTAIN, self::SKIPPED, self::CANCELLED ];

	public int $id;
	public int $orderId;
	public string $role;
	/** Of a return; NO_REFUND = none. */
	public int $refundId;
	public int $revision;
	public string $state;
	/** Null before the first send. */
	public ?string $kind;
	public ?string $reference;
	public ?string $database;
	/** What was sent, byte for byte; null before the first send, and once erased. */
	public ?string $body;
	/** @var array<int, string> Product or variation id => quantity in the document (or, without one, that a person says SORS has). */
	public array $quantities;
	/** @var Contents|null Of the order when its document was made; null = not known. */
	public ?array $contents;
	/** Column sent_lines, see lines(). */
	private ?string $sentLines;
	/** Of the document, in the entry's database. */
	public ?string $customerId;
	public ?string $businessUnitId;
	/** @var list<int> Refunds that were taken off this document already. */
	public array $refundIds;
	public ?string $documentId;
	public ?string $documentNumber;
	/** ANSWERED, FOUND or NAMED; empty = there is none. */
	public string $documentBy;
	/** RSD. */
	public ?string $total;
	/** RSD that the document itself says were paid, without what tenders paid; null = it does not say, or that was not noted. */
	public ?string $paidAmount;
	/** RSD that were entered in SORS beside the document, by a person; null = nothing. */
	public ?string $paidByHand;
	/** Date of the document, Y-m-d. */
	public ?string $documentDate;
	public int $attempts;
	/** UTC DATETIME; null = nothing happens automatically. */
	public ?string $nextAttemptAt;
	public string $leaseOwner;
	/** Microseconds of the database's clock. */
	public int $leaseUntil;
	/** Workers in a row that were cut off while they held it. */
	public int $deaths;
	/** Look-ups since the last loss that SORS answered with something unusable. */
	public int $lookups;
	/** Trusted look-ups since the last loss that showed nothing. */
	public int $lookupMisses;
	/** Requests whose reply was lost although something answered (of a cancelling: answers that showed the document open), and those that met with silence. No look-up resets them. */
	public int $answeredLosses;
	public int $silentLosses;
	/** Microseconds of the database's clock: when the last reply was lost. Null while a request is on its way. */
	public ?int $lostAt;
	/** @var list<array{id: ?string, number: ?string}> What SORS has shown with our reference and was no hit: this reference is never sent again. */
	public array $shown;
	/** @var array{code: string, message: string}|null A repeat was refused; whether the first request arrived is being looked up. */
	public ?array $refusal;
	/** Asked for by a person: neither status nor date nor "export orders" keep it back. */
	public bool $askedFor;
	/** A person was told that the order was completed, and wants its document cancelled nevertheless. */
	public bool $confirmed;
	/** UTC DATETIME: when the order was seen to be sent. It stays so in a status of staff's own; null = it was not, or something took it off. */
	public ?string $eligibleAt;
	/** UNLOCKED, LOCKED or IN_DOUBT. While locked, body, kind and database stay as they are: SORS may have made this very document. */
	public string $payloadLock;
	/** Microseconds of the database's clock; null = SORS' figure does not contain it. */
	public ?int $acknowledgedAt;
	/** BY_DOCUMENT, BY_OWNER or BY_COMPLETION; empty = not acknowledged. */
	public string $acknowledgedBy;
	/** @var list<string> Kind and id of each document that SORS made from its own, the oldest first; `cancelled` in place of the kind where it is that. */
	public array $made;
	/** Erasure::ASKED or DONE; empty = nobody asked, and nothing of it is too old. */
	public string $erasure;
	/** What was against the last attempt. */
	public ?string $errorCode;
	public ?string $errorMessage;
	/** What a person has to decide about a document that was sent; null = nothing. */
	public ?Issue $issue;
	/** Fingerprint of the issue that the owner accepted, or a mark of OrphanedDocuments; empty = none. */
	public string $issueAccepted;
	/** UTC DATETIMEs. */
	public string $createdAt;
	public string $updatedAt;

	/** As the shop shows it; filled in by Outbox, since entries know no orders. */
	public ?string $orderNumber = null;
	public ?string $orderUrl    = null;

	/** @param array<string, mixed> $columns As $wpdb reads them. */
	public function __construct( array $columns ) {
		$stored               = new StoredEntry( $columns );
		$this->id             = $stored->int( 'id' );
		$this->orderId        = $stored->int( 'order_id' );
		$this->role           = $stored->text( 'role' );
		$this->refundId       = $stored->int( 'refund_id' );
		$this->revision       = $stored->int( 'revision' );
		$this->state          = $stored->text( 'state' );
		$this->kind           = $stored->orNull( 'kind' );
		$this->reference      = $stored->orNull( 'reference' );
		$this->database       = $stored->orNull( 'database_name' );
		$this->body           = $stored->orNull( 'body' );
		$this->quantities     = $stored->quantities( 'quantities' );
		$this->contents       = $stored->contents( 'contents' );
		$this->sentLines      = $stored->orNull( 'sent_lines' );
		$this->customerId     = $stored->orNull( 'customer_id' );
		$this->businessUnitId = $stored->orNull( 'business_unit_id' );
		$this->refundIds      = $stored->ids( 'refund_ids' );
		$this->documentId     = $stored->orNull( 'document_id' );
		$this->documentNumber = $stored->orNull( 'document_number' );
		$this->documentBy     = $stored->text( 'document_by' );
		$this->total          = $stored->orNull( 'total' );
		$this->paidAmount     = $stored->orNull( 'paid_amount' );
		$this->paidByHand     = $stored->orNull( 'paid_by_hand' );
		$this->made           = $stored->texts( 'made' );
		$this->erasure        = $stored->text( 'erasure' );
		$this->documentDate   = $stored->orNull( 'document_date' );
		$this->attempts       = $stored->int( 'attempts' );
		$this->nextAttemptAt  = $stored->orNull( 'next_attempt_at' );
		$this->leaseOwner     = $stored->text( 'lease_owner' );
		$this->leaseUntil     = $stored->int( 'lease_until' );
		$this->deaths         = $stored->int( 'deaths' );
		$this->lookups        = $stored->int( 'lookups' );
		$this->lookupMisses   = $stored->int( 'lookup_misses' );
		$this->answeredLosses = $stored->int( 'answered_losses' );
		$this->silentLosses   = $stored->int( 'silent_losses' );
		$this->lostAt         = $stored->intOrNull( 'lost_at' );
		$this->shown          = $stored->documents( 'shown' );
		$this->refusal        = $stored->error( 'refusal' );
		$this->askedFor       = 0 !== $stored->int( 'asked_for' );
		$this->confirmed      = 0 !== $stored->int( 'confirmed' );
		$this->eligibleAt     = $stored->orNull( 'eligible_at' );
		$this->payloadLock    = $stored->text( 'payload_lock' );
		$this->acknowledgedAt = $stored->intOrNull( 'acknowledged_at' );
		$this->acknowledgedBy = $stored->text( 'acknowledged_by' );
		$this->errorCode      = $stored->orNull( 'error_code' );
		$this->errorMessage   = $stored->orNull( 'error_message' );
		$this->issue          = Issue::read( $stored->orNull( 'issue_code' ), $stored->orNull( 'issue_data' ) );
		$this->issueAccepted  = $stored->text( 'issue_accepted' );
		$this->createdAt      = $stored->text( 'created_at' );
		$this->updatedAt      = $stored->text( 'updated_at' );
	}

	/** @param list<string> $codes */
	public function hasIssue( array $codes ): bool {
		return null !== $this->issue && in_array( $this->issue->code, $codes, true );
	}

	/** @return SentLines|null Null where its document was not made from here, or not as it was sent. */
	public function lines(): ?SentLines {
		$stored = null === $this->sentLines || self::NAMED === $this->documentBy ? null : json_decode( $this->sentLines, true );
		return is_array( $stored ) ? SentLines::read( $stored ) : null;
	}

	/** What SORS should show of its document, as far as that is known. */
	public function asSent(): Document {
		$lines = $this->lines();
		return new Document(
			[
				'kind'             => $this->kind,
				// SEF takes an invoice of the day of sending only, so SORS may date it anew.
				'date'             => in_array( $this->kind, self::INVOICES, true ) ? null : $this->documentDate,
				'total'            => $this->total,
				'paidAmount'       => self::NAMED === $this->documentBy ? null : $this->said(),
				'pricesIncludeVat' => null === $lines ? null : $lines->withVat,
				'lines'            => null === $lines ? [] : $lines->asDocument(),
			]
		);
	}

	/** @return list<string> */
	public function madeIds(): array {
		return array_map( static fn( string $mark ): string => substr( $mark, (int) strpos( $mark, ' ' ) + 1 ), $this->made );
	}

	/**
	 * SORS made a document from it that takes the goods off stock, and nobody cancelled that one.
	 *
	 * @param list<string> $made See $made.
	 */
	public static function goodsLeft( array $made ): bool {
		return [] !== preg_grep( '/^(?:deliveryNote|invoiceDeliveryNote) /', $made );
	}

	/** Left out as it came, or changed, and nothing has looked at it since. */
	public function isUnseen(): bool {
		return self::ROLE_SALE === $this->role && self::SKIPPED === $this->state && null !== $this->nextAttemptAt && self::BY_OWNER !== $this->acknowledgedBy;
	}

	/** A request left, perhaps just now: SORS may have made this very document. */
	public function isLocked(): bool {
		return self::UNLOCKED !== $this->payloadLock;
	}

	/** Not only the request that may be on its way: an earlier one left, and its reply was lost. */
	public function isInDoubt(): bool {
		return self::IN_DOUBT === $this->payloadLock;
	}

	/** SORS has made the document, or may have. */
	public function mayExist(): bool {
		return self::SENT === $this->state || ( $this->isLocked() && in_array( $this->state, [ self::SENDING, self::UNCERTAIN, self::WAITING, self::QUEUED ], true ) );
	}

	/** A person said that SORS has it, or need not have it, without naming a document. Not of a shop of which this one is a copy. */
	public function isVouchedFor(): bool {
		return self::ROLE_SALE === $this->role && self::SKIPPED === $this->state && self::BY_OWNER === $this->acknowledgedBy && self::ORIGINAL !== $this->errorCode;
	}

	/** It sells nothing of its own, also while it is looked at once more. */
	public function isPart(): bool {
		return self::ROLE_SALE === $this->role && in_array( $this->errorCode, [ self::PART, self::PART_CANCELLED ], true ) && ! $this->askedFor && in_array( $this->state, [ self::SKIPPED, self::QUEUED, self::WAITING ], true );
	}

	/** A worker, or a person's decision, is at it. */
	public function isHeld(): bool {
		return $this->leaseUntil >= DatabaseClock::now();
	}

	/** Waits for a person to say whether the document of a completed order, or an invoice, may be cancelled. */
	public function asksFirst(): bool {
		return self::REJECTED === $this->state && in_array( $this->errorCode, [ self::DELIVERED, self::INVOICED ], true );
	}

	/** Would return or cancel a document that another shop made. */
	public function isOfOriginal(): bool {
		return self::ROLE_SALE !== $this->role && self::ORIGINAL === $this->errorCode;
	}

	/**
	 * The sale that a return or a cancelling belongs to. A return that is made once more has a later revision than its sale.
	 *
	 * @param list<self> $entries Of the order.
	 */
	public function saleOf( array $entries ): ?self {
		$sale = null;
		foreach ( $entries as $entry ) {
			if ( self::ROLE_SALE === $entry->role && $entry->revision <= $this->revision && ( null === $sale || $entry->revision > $sale->revision ) ) {
				$sale = $entry;
			}
		}
		return $sale;
	}

	/** A request for this document left, and its reply was lost: it is looked up before anything is sent. */
	public function mayHaveArrived(): bool {
		return self::ROLE_CANCEL !== $this->role && ( $this->isInDoubt() || in_array( $this->state, [ self::SENDING, self::UNCERTAIN ], true ) );
	}

	/** Its reply was lost, and SORS never showed it: it is made from its order again, and looked up before that is sent. */
	public function wasInDoubt(): bool {
		return self::ROLE_CANCEL !== $this->role && null !== $this->lostAt;
	}

	/** Its document for people: the number, or the id where it has none. */
	public function documentName(): string {
		return (string) ( $this->documentNumber ?? $this->documentId );
	}

	public function secondsLost(): int {
		return null === $this->lostAt ? 0 : intdiv( DatabaseClock::now() - $this->lostAt, 1000000 );
	}

	/** The error of its last attempt in the reader's language, as far as it is kept. */
	public function why(): ?string {
		$message = $this->errorMessage ?? ( in_array( $this->state, [ self::REJECTED, self::UNCERTAIN ], true ) ? ErasedReason::whole() : null );
		return null === $message ? null : Sentence::shown( $message );
	}

	/** @return array<string, mixed> As zod `outboxEntry`, without its `issue`, which needs words. */
	public function toArray(): array {
		return [
			'id'             => $this->id,
			'orderId'        => $this->orderId,
			'orderNumber'    => $this->orderNumber ?? (string) $this->orderId,
			'orderUrl'       => $this->orderUrl,
			'role'           => $this->role,
			'kind'           => $this->kind,
			'refundId'       => $this->refundId,
			'revision'       => $this->revision,
			'state'          => $this->state,
			'attempts'       => $this->attempts,
			'reference'      => $this->reference,
			'database'       => $this->database,
			'documentId'     => $this->documentId,
			'documentNumber' => $this->documentNumber,
			'total'          => $this->total,
			'lastError'      => null === $this->errorCode ? null : [ 'code' => $this->errorCode, 'message' => (string) $this->why() ],
			'nextAttemptAt'  => null === $this->nextAttemptAt ? null : self::moment( $this->nextAttemptAt ),
			'acknowledgedAt' => null === $this->acknowledgedAt ? null : DatabaseClock::iso( intdiv( $this->acknowledgedAt, 1000000 ) ),
			'createdAt'      => self::moment( $this->createdAt ),
			'updatedAt'      => self::moment( $this->updatedAt ),
		];
	}

	/** `2026-11-24 14:55:00` (UTC) as `2026-11-24T14:55:00Z`. */
	public static function moment( string $datetime ): string {
		return str_replace( ' ', 'T', substr( $datetime, 0, 19 ) ) . 'Z';
	}

	/** Whether that much is more than rounding leaves unpaid. */
	public static function isMissing( string $amount ): bool {
		return Decimal::compare( $amount, self::SLACK ) > 0;
	}

	/** @return string|null What its document says was paid, by whatever means; null as $paidAmount. */
	public function said(): ?string {
		return null === $this->paidAmount ? null : Decimal::add( $this->paidAmount, $this->tendered() );
	}

	public function tendered(): string {
		return null === $this->contents ? '0' : OrderContents::tendered( $this->contents );
	}

	/** Column by_hand, of the document's total, what it said() and this column paid_by_hand. */
	public static function share( ?string $total, ?string $said, ?string $byHand = null ): string {
		$rest = Decimal::subtract( $total ?? '0', Decimal::add( $said ?? '0', $byHand ?? '0' ) );
		if ( null === $byHand && ( ! self::isMissing( $rest ) || Decimal::equals( $said ?? '0', '0' ) ) ) {
			return '';
		}
		return self::isMissing( $rest ) ? self::IN_PART : self::IN_FULL;
	}
}
