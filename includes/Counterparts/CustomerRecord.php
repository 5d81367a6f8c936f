<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Database\DatabaseClock;
use SorsApi\Sors\RepeatRule;

/** What we know of a buyer in one SORS database. */
final class CustomerRecord {

	/** Nothing was asked of SORS yet, or nothing came of it. */
	public const NEW = 'new';
	/** Was asked to be created; the reply has not come. */
	public const CREATING = 'creating';
	public const KNOWN    = 'known';

	public int $id;
	public string $database;
	public string $state;
	public string $customerId;
	public string $customerCode;
	public string $name;
	/** Trusted searches since the last loss that showed nothing. */
	public int $lookupMisses;
	/** Requests to create it whose reply was lost: although something answered, or in silence. No search resets them. */
	public int $answeredLosses;
	public int $silentLosses;
	/** Microseconds of the database's clock; null while a request is on its way. */
	public ?int $lostAt;
	/** Microseconds of the database's clock. */
	public int $leaseUntil;
	public string $matchKey;

	public function isInDoubt(): bool {
		return self::CREATING === $this->state;
	}

	/** Chosen by its code, whoever bought. */
	public function isChosen(): bool {
		return CustomerKey::CODE === CustomerKey::ofText( $this->matchKey )->by;
	}

	public function rule(): RepeatRule {
		return new RepeatRule( $this->answeredLosses, $this->silentLosses, $this->lookupMisses, $this->secondsLost() );
	}

	public function secondsLost(): int {
		return null === $this->lostAt ? 0 : intdiv( DatabaseClock::now() - $this->lostAt, 1000000 );
	}

	/** @param array<string, string|null> $row */
	public function __construct( array $row ) {
		$this->id             = (int) $row['id'];
		$this->database       = (string) $row['database_name'];
		$this->state          = (string) $row['state'];
		$this->customerId     = (string) $row['customer_id'];
		$this->customerCode   = (string) $row['customer_code'];
		$this->name           = (string) $row['name'];
		$this->lookupMisses   = (int) $row['lookup_misses'];
		$this->answeredLosses = (int) $row['answered_losses'];
		$this->silentLosses   = (int) $row['silent_losses'];
		$this->lostAt         = null === $row['lost_at'] ? null : (int) $row['lost_at'];
		$this->leaseUntil     = (int) $row['lease_until'];
		$this->matchKey       = (string) $row['match_key'];
	}
}
