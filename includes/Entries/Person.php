<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

/** Who decided something: kept where it is carried out later, in the background. */
final class Person {

	/** On the command line, where nobody need be logged in. */
	private const CLI = 'cli';

	/** 0 = nobody who is known. */
	public int $userId;
	public string $via;

	private function __construct( int $userId, string $via ) {
		$this->userId = $userId;
		$this->via    = $via;
	}

	/** Whoever is logged in right now, or at the command line. */
	public static function atWork(): self {
		return new self( get_current_user_id(), defined( 'WP_CLI' ) && WP_CLI ? self::CLI : '' );
	}

	public static function nobody(): self {
		return new self( 0, '' );
	}

	/** @param mixed $stored As stored() gave it. */
	public static function of( $stored ): self {
		return is_array( $stored ) && is_int( $stored[0] ?? null ) && is_string( $stored[1] ?? null ) ? new self( $stored[0], $stored[1] ) : self::nobody();
	}

	/** @return array{int, string} */
	public function stored(): array {
		return [ $this->userId, $this->via ];
	}

	/** As the account is called today; null where no person decided. */
	public function name(): ?string {
		$user = 0 === $this->userId ? false : get_userdata( $this->userId );
		$name = false === $user ? __( 'deleted user', 'sors-api-for-woocommerce' ) : $user->display_name;
		if ( self::CLI === $this->via ) {
			return 0 === $this->userId ? 'WP-CLI' : "WP-CLI ($name)";
		}
		return 0 === $this->userId ? null : $name;
	}
}
